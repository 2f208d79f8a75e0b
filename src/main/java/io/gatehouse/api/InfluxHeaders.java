package io.gatehouse.api;

/** Headers by which InfluxDB's clients know with what they speak. */
final class InfluxHeaders {
    static final String ERROR_CODE = "X-Platform-Error-Code";

    private InfluxHeaders() {}
}
