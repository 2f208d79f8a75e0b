package io.gatehouse.decision;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of the request itself: where it came from, when, on which channel.
 *
 * @param time what {@code context.time} is where the attributes do not say it; null: it is missing
 * @param saysTime whether the attributes may say it
 */
public record Context(
        Map<String, String> attributes, @Nullable Instant time, boolean saysTime) {
    public static final Context EMPTY = new Context(Map.of());

    private static final String TIME = "time";

    public Context {
        attributes = Map.copyOf(attributes);
    }

    public Context(Map<String, String> attributes) {
        this(attributes, null, true);
    }

    /** With this time, unless the attributes say another. */
    public Context at(Instant present) {
        return new Context(attributes, present, saysTime);
    }

    /** Without what the attributes say of the time. */
    public Context withoutTime() {
        return new Context(attributes, time, false);
    }

    /** The time, where the attribute is the time and the others do not say another; else null. */
    @Nullable
    Instant present(String name) {
        return name.equals(TIME) && said(name) == null ? time : null;
    }

    /** The value of an attribute, or null if it is missing. */
    @Nullable
    String value(String name) {
        String value = said(name);
        return value == null && time != null && name.equals(TIME) ? time.toString() : value;
    }

    private @Nullable String said(String name) {
        return saysTime || !name.equals(TIME) ? attributes.get(name) : null;
    }
}
