package io.gatehouse.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which resources a rule is about. Everything that it names must match; what it leaves out does not matter.
 *
 * @param resourceType a plural type of InfluxDB, or a declared type
 * @param name absent: every resource of the type
 * @param measurement absent: every measurement
 */
public record Matcher(
        String resourceType,
        @Nullable Match name,
        @Nullable Match measurement,
        List<TagMatch> tags,
        List<Condition> conditions) {

    public Matcher {
        if (resourceType.isEmpty()) {
            throw new IllegalArgumentException("a matcher needs a resource type");
        }
        if (!resourceType.equals(ResourceType.BUCKETS.text()) && (measurement != null || !tags.isEmpty())) {
            throw new IllegalArgumentException("only buckets have measurements and tags");
        }
        tags = List.copyOf(tags);
        conditions = List.copyOf(conditions);
        for (TagMatch tag : tags.size() < 2 ? List.<TagMatch>of() : tags) {
            if (!tags.stream().allMatch(other -> compatible(tag, other))) {
                throw new IllegalArgumentException("the matchers on tag `" + tag.key() + "` exclude each other");
            }
        }
    }

    /** All of the buckets whose name matches. */
    public static Matcher bucket(Match name) {
        return series(name, null, List.of());
    }

    /** Series of the buckets whose name matches. */
    public static Matcher series(Match bucket, @Nullable Match measurement, List<TagMatch> tags) {
        return new Matcher(ResourceType.BUCKETS.text(), bucket, measurement, tags, List.of());
    }

    private static boolean compatible(TagMatch one, TagMatch other) {
        return !one.key().equals(other.key()) || one.value().overlaps(other.value());
    }
}
