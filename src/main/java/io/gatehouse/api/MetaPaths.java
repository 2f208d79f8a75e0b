package io.gatehouse.api;

/** Where InfluxDB Enterprise's Meta API is. */
public final class MetaPaths {
    private MetaPaths() {}

    public static boolean contain(String path) {
        return path.equals("/user") || path.equals("/role") || path.startsWith("/influxdb/v2/acl/");
    }
}
