package io.gatehouse.api.meta;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.gatehouse.api.StrictBody;
import io.gatehouse.decision.Match;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.RuleId;
import io.gatehouse.decision.TagMatch;
import io.gatehouse.decision.TokenId;
import io.gatehouse.platform.Failure;
import io.gatehouse.policy.ConditionText;
import io.gatehouse.policy.Rule;
import io.gatehouse.policy.RuleShape;
import io.gatehouse.policy.SubjectNames;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A restriction or a grant, as it is sent and shown.
 *
 * @param id the server's; in a replacement it can be repeated
 * @param resourceType absent: buckets
 * @param database of buckets, which must have it
 * @param name of a declared type; absent: all of the type
 */
@RegisterForReflection
@JsonPropertyOrder({
    "id",
    "resource_type",
    "database",
    "name",
    "measurement",
    "tags",
    "conditions",
    "permissions",
    "users",
    "roles",
    "tokens"
})
record RuleBody(
        @Nullable String id,
        @JsonProperty("resource_type") @Nullable String resourceType,
        @Nullable MatchText database,
        @Nullable MatchText name,
        @Nullable MatchText measurement,
        @Nullable List<@Nullable Tag> tags,
        @Nullable List<@Nullable Condition> conditions,
        @Nullable List<@Nullable String> permissions,
        @Nullable List<@Nullable Named> users,
        @Nullable List<@Nullable Named> roles,
        @Nullable List<@Nullable Identified> tokens) {

    static RuleBody from(Rule rule) {
        RuleShape shape = rule.shape();
        boolean buckets = shape.resourceType().equals(ResourceType.BUCKETS.text());
        MatchText name = text(shape.name());
        SubjectNames subjects = rule.subjects();
        return new RuleBody(
                rule.id().toString(),
                buckets ? null : shape.resourceType(),
                buckets ? name : null,
                buckets ? null : name,
                text(shape.measurement()),
                orNull(shape.tags().stream().<@Nullable Tag>map(Tag::from).toList()),
                orNull(shape.conditions().stream()
                        .<@Nullable Condition>map(Condition::from)
                        .toList()),
                List.copyOf(shape.actions()),
                orNull(subjects.users().stream()
                        .<@Nullable Named>map(Named::new)
                        .toList()),
                orNull(subjects.roles().stream()
                        .<@Nullable Named>map(Named::new)
                        .toList()),
                orNull(subjects.tokens().stream()
                        .<@Nullable Identified>map(token -> new Identified(token.toString()))
                        .toList()));
    }

    /** @throws Failure INVALID */
    RuleShape toShape() {
        String type = resourceType == null ? ResourceType.BUCKETS.text() : resourceType;
        boolean buckets = type.equals(ResourceType.BUCKETS.text());
        if (buckets ? name != null : database != null) {
            throw Failure.invalid(
                    buckets ? "name is for other resource types: database required" : "database is for buckets");
        }
        return new RuleShape(
                type,
                match("database", buckets ? database : name),
                match("measurement", measurement),
                StrictBody.elements("tags", tags).stream().map(Tag::toMatch).toList(),
                StrictBody.elements("conditions", conditions).stream()
                        .map(Condition::toText)
                        .toList(),
                new LinkedHashSet<>(StrictBody.elements("permissions", permissions)));
    }

    SubjectNames toSubjects() {
        return new SubjectNames(
                StrictBody.elements("users", users).stream()
                        .map(Named::requireName)
                        .toList(),
                StrictBody.elements("roles", roles).stream()
                        .map(Named::requireName)
                        .toList(),
                StrictBody.elements("tokens", tokens).stream()
                        .map(Identified::token)
                        .toList());
    }

    /** Goes on only if the body does not say that it is another rule. */
    RuleBody requireId(@Nullable RuleId expected) {
        if (id != null && (expected == null || !id.equals(expected.toString()))) {
            throw Failure.invalid("id is given by the server");
        }
        return this;
    }

    private static @Nullable Match match(String field, @Nullable MatchText text) {
        return text == null ? null : text.toMatch(field);
    }

    private static @Nullable MatchText text(@Nullable Match match) {
        return match == null ? null : MatchText.from(match);
    }

    private static <T extends @Nullable Object> @Nullable List<T> orNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    /** A matcher on a tag. */
    @RegisterForReflection
    record Tag(
            @Nullable String match,
            @Nullable String key,
            @Nullable String value) {
        static Tag from(TagMatch tag) {
            return new Tag(MatchText.word(tag.value()), tag.key(), tag.value().value());
        }

        TagMatch toMatch() {
            String name = StrictBody.require("tags.key", key == null || key.isEmpty() ? null : key);
            return new TagMatch(name, MatchText.read("tags", match, value));
        }
    }

    /** A condition. */
    @RegisterForReflection
    record Condition(
            @Nullable String attribute,
            @Nullable String match,
            @Nullable String value) {
        static Condition from(ConditionText text) {
            return new Condition(text.attribute(), text.match(), text.value());
        }

        ConditionText toText() {
            return new ConditionText(
                    StrictBody.require("conditions.attribute", attribute),
                    StrictBody.require("conditions.match", match),
                    StrictBody.require("conditions.value", value));
        }
    }

    /** A user or a role. */
    @RegisterForReflection
    record Named(@Nullable String name) {
        String requireName() {
            return StrictBody.require("name", name);
        }
    }

    /** A token. */
    @RegisterForReflection
    record Identified(@Nullable String id) {
        TokenId token() {
            try {
                return TokenId.parse(StrictBody.require("tokens.id", id));
            } catch (IllegalArgumentException malformed) {
                throw Failure.invalid("tokens.id: " + malformed.getMessage());
            }
        }
    }
}
