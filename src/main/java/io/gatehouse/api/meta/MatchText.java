package io.gatehouse.api.meta;

import io.gatehouse.api.StrictBody;
import io.gatehouse.decision.Match;
import io.gatehouse.platform.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** A matcher: {@code {"match": "exact", "value": "db1"}}. */
@RegisterForReflection
record MatchText(@Nullable String match, @Nullable String value) {
    static MatchText from(Match match) {
        return new MatchText(word(match), match.value());
    }

    Match toMatch(String field) {
        return read(field, match, value);
    }

    static String word(Match match) {
        return switch (match.kind()) {
            case EXACT -> "exact";
            case PREFIX -> "prefix";
        };
    }

    /** @throws Failure INVALID; an empty value would match everything, or nothing, without saying so */
    static Match read(String field, @Nullable String match, @Nullable String value) {
        String text = StrictBody.require(field + ".value", value == null || value.isEmpty() ? null : value);
        return switch (StrictBody.require(field + ".match", match)) {
            case "exact" -> Match.exact(text);
            case "prefix" -> Match.prefix(text);
            default -> throw Failure.invalid("invalid match `" + match + "`: `exact` and `prefix` are possible");
        };
    }
}
