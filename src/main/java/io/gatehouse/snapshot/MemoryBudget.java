package io.gatehouse.snapshot;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;

/**
 * How many bytes of the heap may be taken by what is held, and an estimate of what each thing takes. The estimates are
 * on the high side, from heaps that were looked at; nobody can know how long the names are.
 */
@Singleton
class MemoryBudget {
    /** With its key, its place in the cache, and a few permissions. */
    static final long TOKEN = 2048;

    /** A hash and the time of its refusal. */
    static final long REFUSAL = 256;

    private static final long ORGANIZATION = 1024;
    private static final long SNAPSHOT = 4096;
    private static final long RULE = 1280;
    private static final long ROW = 512;

    private final long bytes;

    MemoryBudget(SnapshotConfig config) {
        this.bytes = config.memory()
                .map(MemorySize::asLongValue)
                .orElse(Runtime.getRuntime().maxMemory() / 2);
    }

    /** For snapshots, in bytes. */
    long policy() {
        return bytes / 4 * 3;
    }

    /** How many tokens may be held. */
    long tokens() {
        return Math.max(1, bytes / 5 / TOKEN);
    }

    /** How many refused secrets may be remembered. */
    long refusals() {
        return Math.max(1, bytes / 20 / REFUSAL);
    }

    /**
     * About how many bytes an organization takes. One that is too large for its share still counts as no more than half
     * of it: what is asked about must be held, however large it is.
     */
    long weigh(Followed followed) {
        Loaded loaded = followed.state().loaded();
        long weight =
                loaded == null ? ORGANIZATION : ORGANIZATION + SNAPSHOT + loaded.rules() * RULE + loaded.others() * ROW;
        return limited(weight);
    }

    /** About how many bytes an organization of so many rows will take. */
    long weigh(int rows) {
        return limited(ORGANIZATION + SNAPSHOT + (long) rows * RULE);
    }

    private long limited(long weight) {
        return Math.min(weight, policy() / 2);
    }
}
