package io.gatehouse.policy;

import io.gatehouse.decision.Match;
import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.TagMatch;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Names;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What restrictions and grants have in common: which resources, and which actions on them.
 *
 * @param resourceType {@code buckets}, or a type that the organization declared
 * @param name of the database; absent, which only other types may have it: every resource of the type
 * @param actions in the order in which they were given
 */
public record RuleShape(
        String resourceType,
        @Nullable Match name,
        @Nullable Match measurement,
        List<TagMatch> tags,
        List<ConditionText> conditions,
        Set<String> actions) {
    private static final Set<String> BUCKET_ACTIONS = Set.of(Permission.READ, Permission.WRITE);
    private static final int MOST_PARTS = 100;

    public RuleShape {
        tags = List.copyOf(tags);
        conditions = List.copyOf(conditions);
        actions = Collections.unmodifiableSet(new LinkedHashSet<>(actions));
        if (tags.size() > MOST_PARTS || conditions.size() > MOST_PARTS || actions.size() > MOST_PARTS) {
            throw Failure.invalid("tags, conditions and permissions: at most " + MOST_PARTS + " of each are possible");
        }
        if (actions.isEmpty()) {
            throw Failure.invalid("permissions required");
        }
        if (resourceType.equals(ResourceType.BUCKETS.text())) {
            requireDatabase(name, actions);
        }
        requireText("name", name);
        requireText("measurement", measurement);
        for (TagMatch tag : tags) {
            Names.requireText("tags.key", tag.key());
            requireText("tags.value", tag.value());
        }
        matcher(resourceType, name, measurement, tags, conditions);
    }

    boolean ofBuckets() {
        return resourceType.equals(ResourceType.BUCKETS.text());
    }

    private static Matcher matcher(
            String resourceType,
            @Nullable Match name,
            @Nullable Match measurement,
            List<TagMatch> tags,
            List<ConditionText> conditions) {
        try {
            return new Matcher(
                    resourceType,
                    name,
                    measurement,
                    tags,
                    conditions.stream().map(ConditionText::condition).toList());
        } catch (IllegalArgumentException wrong) {
            throw Failure.invalid(String.valueOf(wrong.getMessage()));
        }
    }

    private static void requireDatabase(@Nullable Match name, Set<String> actions) {
        if (name == null) {
            throw Failure.invalid("database required");
        }
        for (String action : actions) {
            if (!BUCKET_ACTIONS.contains(action)) {
                throw Failure.invalid("invalid permission `" + action + "`: `read` and `write` are possible");
            }
        }
    }

    private static void requireText(String field, @Nullable Match match) {
        if (match != null) {
            Names.requireText(field, match.value());
        }
    }
}
