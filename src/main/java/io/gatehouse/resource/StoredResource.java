package io.gatehouse.resource;

import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Names;
import java.util.Map;
import java.util.TreeMap;

/** What is stored of one resource, for questions that do not say it themselves. */
public record StoredResource(String name, Map<String, String> attributes) {
    private static final int MOST = 100;

    public StoredResource {
        Names.requireName("name", name);
        attributes = Map.copyOf(attributes);
        if (attributes.size() > MOST) {
            throw Failure.invalid("attributes: at most " + MOST + " are possible");
        }
        new TreeMap<>(attributes).forEach((key, value) -> {
            Names.requireName("attributes", key);
            Names.requireText("attributes." + key, value);
        });
    }
}
