package io.gatehouse.decision;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about: a series, a bucket with its series left open, or a resource of any other type.
 *
 * <p>A bucket without {@code measurement} or without {@code tags} stands for every series that fits. Empty tags are no
 * tags: {@code tags = {}} is the one point without any.
 *
 * @param type a plural type of InfluxDB, or a declared type
 * @param name a name, or an id of 16 hex digits, as it was asked
 * @param attributes what the request says of the resource; stored attributes fill what it leaves out
 */
public record Resource(
        String type,
        String name,
        @Nullable String measurement,
        @Nullable Map<String, String> tags,
        Map<String, String> attributes) {

    public Resource {
        tags = tags == null ? null : Map.copyOf(tags);
        attributes = Map.copyOf(attributes);
    }

    /** A bucket with all of its series. */
    public static Resource bucket(String name) {
        return new Resource(ResourceType.BUCKETS.text(), name, null, null, Map.of());
    }

    /** Series of a bucket: one if both measurement and tags are given, else every one that fits. */
    public static Resource series(String bucket, @Nullable String measurement, @Nullable Map<String, String> tags) {
        return new Resource(ResourceType.BUCKETS.text(), bucket, measurement, tags, Map.of());
    }

    public static Resource of(String type, String name, Map<String, String> attributes) {
        return new Resource(type, name, null, null, attributes);
    }
}
