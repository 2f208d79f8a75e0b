package io.gatehouse.platform;

import java.security.SecureRandom;

/**
 * New ids. Positive, so that their order in the database is the order of their text.
 *
 * <p>As in InfluxDB, those of organizations and buckets are random, and those of users and tokens ordered by time,
 * since clients take the first of a list for the oldest.
 */
public final class Ids {
    private static final long EPOCH = 1_577_836_800_000L;
    private static final int RANDOM_BITS = 22;
    private static final long RESERVED = 1000;

    private Ids() {}

    public static long random() {
        SecureRandom source = source();
        while (true) {
            long value = source.nextLong() & Long.MAX_VALUE;
            if (value >= RESERVED) {
                return value;
            }
        }
    }

    /** @param now milliseconds since 1970 */
    public static long timeOrdered(long now) {
        return (now - EPOCH) << RANDOM_BITS | source().nextInt(1 << RANDOM_BITS);
    }

    /** Never kept in a static field: a native image would carry the generator's state, the same in each process. */
    private static SecureRandom source() {
        return new SecureRandom();
    }
}
