package io.gatehouse.api;

import io.gatehouse.decision.Id;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Ids;
import java.util.Map;

/** Where InfluxDB Enterprise's Meta API is, and what its answers have in common. */
public final class MetaPaths {
    /** InfluxDB v1: the text of an error, also where the body is not read. */
    static final String ERROR = "X-InfluxDB-Error";

    private static final int LONGEST_ERROR = 1_024;

    private MetaPaths() {}

    public static boolean contain(String path) {
        return path.equals("/user") || path.equals("/role") || path.startsWith("/influxdb/v2/acl/");
    }

    /** Those of every answer, made anew for each. */
    public static Map<String, String> headers() {
        return Map.of("Request-Id", Id.print(Ids.random()));
    }

    /** What a header can hold of a failure's text. */
    static String error(Failure failure) {
        String text = failure.message().replaceAll("[^\\x20-\\x7e]", "?");
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text;
    }
}
