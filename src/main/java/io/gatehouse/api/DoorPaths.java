package io.gatehouse.api;

/** Where the doors are, as far as what stands before them has to know. */
public final class DoorPaths {
    /** InfluxDB's v2 API. */
    public static final String INFLUX = "/api/v2";

    public static final String AUTHORIZE = "/authorize";
    public static final String AUTHZEN = "/access/v1";
    public static final String EVALUATION = AUTHZEN + "/evaluation";
    public static final String EVALUATIONS = AUTHZEN + "/evaluations";
    public static final String AUTHZEN_CONFIGURATION = "/.well-known/authzen-configuration";
    public static final String SERIES = "/v1/series";
    public static final String SERIES_CHECK = SERIES + "/check";

    private DoorPaths() {}
}
