package io.gatehouse.api.subject;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.decision.AppliedGrant;
import io.gatehouse.decision.Condition;
import io.gatehouse.decision.Match;
import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.RuleId;
import io.gatehouse.decision.TagMatch;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A restriction, or a grant with how it names the subject; written as the Meta API writes them.
 *
 * @param sometimes whether it holds at some requests only, since it has conditions on what a request says
 * @param user true if the grant names the user
 * @param roles of the user that the grant names
 * @param token the authorization that the grant names
 */
record RuleText(
        String id,
        @Nullable Text database,
        @Nullable Text measurement,
        @Nullable List<Tag> tags,
        @Nullable List<ConditionText> conditions,
        @Nullable Boolean sometimes,
        @Nullable Boolean user,
        @Nullable List<String> roles,
        @Nullable String token) {

    static RuleText from(RuleId id, Matcher matcher) {
        return of(id, matcher, null, null, null);
    }

    static RuleText from(AppliedGrant applied) {
        var token = applied.token();
        return of(
                applied.grant().id(),
                applied.grant().matcher(),
                applied.user() ? true : null,
                orNull(applied.roles()),
                token == null ? null : token.toString());
    }

    private static RuleText of(
            RuleId id, Matcher matcher, @Nullable Boolean user, @Nullable List<String> roles, @Nullable String token) {
        return new RuleText(
                id.toString(),
                Text.from(matcher.name()),
                Text.from(matcher.measurement()),
                orNull(matcher.tags().stream().map(Tag::from).toList()),
                orNull(matcher.conditions().stream().map(ConditionText::from).toList()),
                matcher.conditions().stream().anyMatch(Condition::dependsOnRequest) ? true : null,
                user,
                roles,
                token);
    }

    private static <T> @Nullable List<T> orNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    private static String word(Match match) {
        return match.kind().name().toLowerCase(Locale.ROOT);
    }

    /** A matcher on a text. */
    record Text(String match, String value) {
        static @Nullable Text from(@Nullable Match match) {
            return match == null ? null : new Text(word(match), match.value());
        }
    }

    /** A matcher on a tag. */
    record Tag(String match, String key, String value) {
        static Tag from(TagMatch tag) {
            return new Tag(word(tag.value()), tag.key(), tag.value().value());
        }
    }

    /** A condition. */
    record ConditionText(
            String attribute, @JsonProperty("match") String operator, String value) {
        static ConditionText from(Condition condition) {
            return new ConditionText(condition.attribute().toString(), condition.operator(), condition.value());
        }
    }
}
