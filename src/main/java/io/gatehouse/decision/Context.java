package io.gatehouse.decision;

import java.util.Map;

/** The attributes of the request itself: where it came from, when, on which channel. */
public record Context(Map<String, String> attributes) {
    public static final Context EMPTY = new Context(Map.of());

    public Context {
        attributes = Map.copyOf(attributes);
    }
}
