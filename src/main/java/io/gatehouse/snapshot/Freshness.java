package io.gatehouse.snapshot;

import io.gatehouse.platform.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How recent a request wants the policy to be on which it is decided.
 *
 * @param version at least this one
 * @param full the version that the database has while the request is here
 */
public record Freshness(long version, boolean full) {
    /** Whatever is held and confirmed. */
    public static final Freshness ANY = new Freshness(0, false);

    /** The request's header that asks for a version. */
    public static final String VERSION_HEADER = "X-Min-Policy-Version";

    /** The request's header that asks for {@code full} consistency. */
    public static final String CONSISTENCY_HEADER = "X-Consistency";

    /**
     * Reads the two headers.
     *
     * @throws Failure INVALID, naming the header
     */
    public static Freshness of(@Nullable String version, @Nullable String consistency) {
        if (version == null && consistency == null) {
            return ANY;
        }
        if (consistency != null && !consistency.equals("full")) {
            throw Failure.invalid(CONSISTENCY_HEADER + " must be `full`, where it is sent");
        }
        return new Freshness(version == null ? 0 : parse(version), consistency != null);
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
        throw Failure.invalid(VERSION_HEADER + " must be a version, as X-Policy-Version answers it");
    }
}
