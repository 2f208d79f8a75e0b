package io.gatehouse.snapshot;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** How many bytes of the heap may be taken by what is held, see {@link Weights}. */
@Singleton
@RegisterForReflection(classNames = MemoryBudget.WEIGHED_CACHE)
class MemoryBudget {
    /** Caffeine finds the caches that weigh what they hold by this name, and Quarkus registers only those that count. */
    static final String WEIGHED_CACHE = "com.github.benmanes.caffeine.cache.SSMW";

    /** A hash and the time of its refusal. */
    static final long REFUSAL = 256;

    private static final long ORGANIZATION = 1024;
    private static final long SNAPSHOT = 4096;

    private final long bytes;

    @Inject
    MemoryBudget(SnapshotConfig config) {
        this(config.memory()
                .map(MemorySize::asLongValue)
                .orElse(Runtime.getRuntime().maxMemory() / 2));
    }

    MemoryBudget(long bytes) {
        this.bytes = bytes;
    }

    /** For snapshots, in bytes. */
    long policy() {
        return bytes / 4 * 3;
    }

    /** For tokens, in bytes. */
    long tokens() {
        return Math.max(Weights.TOKEN, bytes / 5);
    }

    /** For the permissions that tokens share, in bytes. */
    long permissions() {
        return bytes / 40;
    }

    /** How many refused secrets may be remembered. */
    long refusals() {
        return Math.max(1, bytes / 40 / REFUSAL);
    }

    /** About how many bytes an organization takes of which this is held. */
    long weigh(@Nullable Loaded loaded) {
        return loaded == null ? Math.min(ORGANIZATION, policy() / 2) : weigh(loaded.weight());
    }

    /**
     * About how many bytes an organization takes whose policy weighs that much. One of many ordinary rules counts as no
     * more than half of what there is, since they have much in common; what it takes at least, it counts as.
     */
    long weigh(Weight policy) {
        return Math.max(policy.least(), Math.min(ORGANIZATION + SNAPSHOT + policy.bytes(), policy() / 2));
    }

    /** Whether one organization may take that much: what is asked about is held, however large, if it fits at all. */
    boolean holds(Weight policy) {
        return policy.least() <= policy();
    }
}
