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
        while (true) {
            long value = Randomness.INSTANCE.nextLong() & Long.MAX_VALUE;
            if (value >= RESERVED) {
                return value;
            }
        }
    }

    /** @param now milliseconds since 1970 */
    public static long timeOrdered(long now) {
        return (now - EPOCH) << RANDOM_BITS | Randomness.INSTANCE.nextInt(1 << RANDOM_BITS);
    }

    /** Seeded at run time also in a native image, where static fields of initialised classes are baked in. */
    private static final class Randomness {
        static final SecureRandom INSTANCE = new SecureRandom();
    }
}
