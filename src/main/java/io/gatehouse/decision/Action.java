package io.gatehouse.decision;

import java.util.Map;

/**
 * What the subject wants to do, with the attributes that the request gives of it.
 *
 * <p>InfluxDB's types know {@code read} and {@code write}; a declared type has the actions that its organization gave
 * it.
 */
public record Action(String name, Map<String, String> attributes) {
    public static final Action READ = of(Permission.READ);
    public static final Action WRITE = of(Permission.WRITE);

    public Action {
        attributes = Map.copyOf(attributes);
    }

    public static Action of(String name) {
        return new Action(name, Map.of());
    }
}
