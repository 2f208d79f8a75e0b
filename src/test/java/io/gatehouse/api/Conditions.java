package io.gatehouse.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the condition of a predicate as its reader would: from its JSON alone. */
final class Conditions {
    private Conditions() {}

    /** Whether the point meets it. */
    static boolean hold(Map<String, ?> condition, AccessQuestion point) {
        if (condition.get("and") instanceof List<?> parts) {
            return parts.stream().allMatch(part -> hold(object(part), point));
        }
        if (condition.get("or") instanceof List<?> parts) {
            return parts.stream().anyMatch(part -> hold(object(part), point));
        }
        if (condition.get("not") != null) {
            return !hold(object(condition.get("not")), point);
        }
        if (condition.get("measurement") != null) {
            return matches(object(condition.get("measurement")), point.measurement());
        }
        Map<String, ?> tag = object(condition.get("tag"));
        return matches(tag, requireNonNull(point.tags()).get(String.valueOf(tag.get("key"))));
    }

    private static boolean matches(Map<String, ?> matcher, @Nullable String text) {
        String value = String.valueOf(matcher.get("value"));
        return text != null && ("exact".equals(matcher.get("match")) ? text.equals(value) : text.startsWith(value));
    }

    @SuppressWarnings("unchecked") // what JSON calls an object
    private static Map<String, ?> object(@Nullable Object json) {
        return (Map<String, ?>) requireNonNull(json);
    }
}
