package io.gatehouse.api;

/** Where a lane may answer in front of the door. */
public final class LanePaths {
    public static final String AUTHORIZE = "/authorize";
    public static final String EVALUATION = "/access/v1/evaluation";

    private LanePaths() {}
}
