package io.gatehouse.api.influx;

import java.util.LinkedHashMap;
import java.util.Map;

/** The links of an answer, in the order in which they are added. */
final class Links {
    private final Map<String, String> links = new LinkedHashMap<>();

    private Links() {}

    static Links of(String name, String path) {
        return new Links().and(name, path);
    }

    Links and(String name, String path) {
        links.put(name, path);
        return this;
    }

    Map<String, String> map() {
        return links;
    }
}
