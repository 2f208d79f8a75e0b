package io.gatehouse.organization;

import io.gatehouse.platform.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How long a bucket keeps its series. Gatehouse keeps no series: the values are stored for those who do.
 *
 * @param everySeconds 0: for ever
 * @param shardGroupSeconds 0: as the store chooses
 */
public record Retention(long everySeconds, long shardGroupSeconds) {
    /** For ever. */
    public static final Retention INFINITE = new Retention(0, 0);

    public Retention {
        if (everySeconds < 0) {
            throw new Failure(Failure.Kind.UNPROCESSABLE, "expiration seconds cannot be negative");
        }
        if (shardGroupSeconds < 0) {
            throw new Failure(Failure.Kind.UNPROCESSABLE, "shard-group duration seconds cannot be negative");
        }
    }

    /** What is absent stays. */
    public Retention with(@Nullable Long newEverySeconds, @Nullable Long newShardGroupSeconds) {
        return new Retention(
                newEverySeconds == null ? everySeconds : newEverySeconds,
                newShardGroupSeconds == null ? shardGroupSeconds : newShardGroupSeconds);
    }
}
