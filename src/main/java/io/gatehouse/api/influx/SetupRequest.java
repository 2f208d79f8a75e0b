package io.gatehouse.api.influx;

import io.gatehouse.organization.Retention;
import io.gatehouse.platform.Failure;
import io.gatehouse.token.OnboardingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body that sets the instance up.
 *
 * @param retentionPeriodHrs nanoseconds, whatever its name says, as in InfluxDB
 */
record SetupRequest(
        @Nullable String username,
        @Nullable String password,
        @Nullable String org,
        @Nullable String bucket,
        @Nullable String token,
        @Nullable Long retentionPeriodSeconds,
        @Nullable Long retentionPeriodHrs) {

    OnboardingRequest toOnboarding() {
        List<String> missing = new ArrayList<>();
        String requiredUsername = require("username", username, missing);
        String requiredOrg = require("org", org, missing);
        String requiredBucket = require("bucket", bucket, missing);
        if (!missing.isEmpty()) {
            throw new Failure(
                    Failure.Kind.UNPROCESSABLE,
                    "onboarding failed: missing required fields [" + String.join(",", missing) + "]");
        }
        return new OnboardingRequest(
                requiredUsername,
                Inputs.optional(password),
                requiredOrg,
                requiredBucket,
                new Retention(retentionSeconds(), 0),
                Inputs.optional(token));
    }

    private long retentionSeconds() {
        if (retentionPeriodSeconds != null) {
            return retentionPeriodSeconds;
        }
        return retentionPeriodHrs == null ? 0 : TimeUnit.NANOSECONDS.toSeconds(retentionPeriodHrs);
    }

    private static String require(String field, @Nullable String value, List<String> missing) {
        if (value == null || value.isEmpty()) {
            missing.add(field);
            return "";
        }
        return value;
    }

    @Override
    public String toString() {
        return "setup";
    }
}
