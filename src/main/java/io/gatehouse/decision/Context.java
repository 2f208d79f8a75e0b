package io.gatehouse.decision;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of the request itself: where it came from, when, on which channel.
 *
 * @param time what {@code context.time} is where the attributes do not say it; null: it is missing
 */
public record Context(
        Map<String, String> attributes, @Nullable Instant time) {
    public static final Context EMPTY = new Context(Map.of());

    private static final String TIME = "time";

    public Context {
        attributes = Map.copyOf(attributes);
    }

    public Context(Map<String, String> attributes) {
        this(attributes, null);
    }

    /** With this time, unless the attributes say another. */
    public Context at(Instant present) {
        return new Context(attributes, present);
    }

    /** Without what the attributes say of the time. */
    public Context withoutTime() {
        if (!attributes.containsKey(TIME)) {
            return this;
        }
        Map<String, String> others = new HashMap<>(attributes);
        others.remove(TIME);
        return new Context(others, time);
    }

    /** The time, where the attribute is the time and the others do not say another; else null. */
    @Nullable
    Instant present(String name) {
        return name.equals(TIME) && !attributes.containsKey(TIME) ? time : null;
    }

    /** The value of an attribute, or null if it is missing. */
    @Nullable
    String value(String name) {
        String value = attributes.get(name);
        return value == null && time != null && name.equals(TIME) ? time.toString() : value;
    }
}
