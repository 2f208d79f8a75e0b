package io.gatehouse.api;

import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.platform.Failure;
import io.gatehouse.snapshot.Freshness;
import io.vertx.core.MultiMap;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The headers that speak of a policy's version. */
public final class PolicyHeaders {
    /** Of an answer: the version on which it rests, or that it made. */
    public static final String VERSION = "X-Policy-Version";

    /** Of a request: it is to be decided on this version or a later one. */
    public static final String MIN_VERSION = "X-Min-Policy-Version";

    /** Of a request: with {@code full}, on the version that the database has while the request is here. */
    public static final String CONSISTENCY = "X-Consistency";

    private PolicyHeaders() {}

    /** Whether a request says how fresh the policy is to be. */
    public static boolean askForFreshness(MultiMap headers) {
        return headers.contains(MIN_VERSION) || headers.contains(CONSISTENCY);
    }

    /**
     * Reads the two headers of a request.
     *
     * @throws Failure INVALID, naming the header
     */
    public static Freshness freshness(@Nullable String minVersion, @Nullable String consistency) {
        if (minVersion == null && consistency == null) {
            return Freshness.ANY;
        }
        if (consistency != null && !consistency.equals("full")) {
            throw Failure.invalid(CONSISTENCY + " must be `full`, where it is sent");
        }
        return new Freshness(minVersion == null ? 0 : parse(minVersion), consistency != null);
    }

    /** An answer that says on which policy it rests. */
    public static <T> RestResponse<T> answer(T answer, PolicySnapshot snapshot) {
        return RestResponse.ResponseBuilder.ok(answer)
                .header(VERSION, snapshot.version())
                .build();
    }

    private static long parse(String version) {
        try {
            long parsed = Long.parseLong(version);
            if (parsed >= 0) {
                return parsed;
            }
        } catch (NumberFormatException notNumber) {
            // said below
        }
        throw Failure.invalid(MIN_VERSION + " must be a version, as " + VERSION + " answers it");
    }
}
