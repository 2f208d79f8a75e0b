package io.gatehouse.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question of an {@link AccessTable}.
 *
 * @param measurement null: of every measurement
 * @param tags null: with any tags
 */
record AccessQuestion(
        String subject,
        String action,
        String bucket,
        @Nullable String measurement,
        @Nullable Map<String, String> tags) {

    static AccessQuestion parse(String text) {
        String[] words = text.split(" ", 4);
        if (words.length == 3) {
            return new AccessQuestion(words[0], words[1], words[2], null, null);
        }
        String[] parts = words[3].split(",", -1);
        if (parts.length == 2 && parts[1].equals("*")) {
            return new AccessQuestion(words[0], words[1], words[2], parts[0], null);
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] tag = parts[i].split("=", 2);
            tags.put(tag[0], tag[1]);
        }
        return new AccessQuestion(words[0], words[1], words[2], parts[0], tags);
    }

    boolean isPoint() {
        return measurement != null && tags != null;
    }

    boolean isOfToken() {
        return subject.startsWith("token:");
    }

    /** As a resource of AuthZEN. */
    Map<String, Object> resource() {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (measurement != null) {
            properties.put("measurement", measurement);
        }
        if (tags != null) {
            properties.put("tags", tags);
        }
        return Map.of("type", "database", "id", bucket, "properties", properties);
    }

    /** As a line of line protocol. */
    String line() {
        StringBuilder line = new StringBuilder(String.valueOf(measurement));
        if (tags != null) {
            tags.forEach(
                    (key, value) -> line.append(',').append(key).append('=').append(value));
        }
        return line.append(" value=1i 1465839830100400200").toString();
    }
}
