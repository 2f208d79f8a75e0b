package io.gatehouse.snapshot;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Token;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One organization whose changes are followed, because a decision needed its snapshot or a token of it is held.
 *
 * <p>It is fresh as long as its version has been confirmed to be the database's within {@code max-staleness}, and is no
 * older than a version that was acknowledged here.
 */
final class Followed {
    /** How often it is tried, at most, whether what has changed since makes a policy small enough. */
    private static final long REST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final OrganizationId organization;
    private final long maxStaleness;
    private final Revisions revisions;
    private final OneAtATime refreshes;
    private final long followedAt;
    private volatile State state;
    private volatile long confirmedAt;
    private volatile long doubtedAt;
    private volatile long required;
    private long requiredAt;
    private volatile boolean snapshotWanted;
    private volatile boolean used = true;
    private volatile long lastUsed;
    private volatile boolean dropped;
    private volatile long heardAt;
    private volatile @Nullable Outgrown outgrown;
    private long weight;

    /**
     * One of which nothing but its version may be known.
     *
     * @param maxStaleness in nanoseconds
     * @param refresh reads its changes and tells it of them
     * @param now when its version was known to be the database's
     */
    Followed(
            OrganizationId organization,
            long maxStaleness,
            State state,
            Function<Followed, Uni<Void>> refresh,
            long now) {
        this.organization = organization;
        this.maxStaleness = maxStaleness;
        this.state = state;
        this.revisions = new Revisions(state.version());
        this.refreshes = new OneAtATime(() -> refresh.apply(this));
        this.followedAt = now;
        this.confirmedAt = now;
        this.doubtedAt = now;
        this.lastUsed = now;
        this.heardAt = now;
    }

    OrganizationId organization() {
        return organization;
    }

    State state() {
        return state;
    }

    long version() {
        return state.version();
    }

    /** Reads what has changed; done when everything is known that was committed before the asking. */
    Uni<Void> refresh() {
        return refreshes.run();
    }

    /**
     * Reads what has changed up to that version, which has been committed. News of one commit come in more than once, and
     * while it is being read already.
     */
    Uni<Void> refresh(long version) {
        return refreshes.runUnless(() -> version() >= version);
    }

    boolean snapshotWanted() {
        return snapshotWanted;
    }

    void wantSnapshot() {
        snapshotWanted = true;
    }

    boolean isFresh(long now) {
        return fresh(now) != null;
    }

    /** What is held, if it is fresh. */
    private @Nullable State fresh(long now) {
        // INVARIANT: first the time, then what it vouches for, once: what comes in between is of another state.
        long confirmed = confirmedAt;
        State held = state;
        return held.version() >= required && !held.isUnknown() && now - confirmed <= maxStaleness ? held : null;
    }

    /** Notes that the database is sending it. */
    void heard(long now) {
        heardAt = now;
    }

    /** Nanoseconds since the database sent something of it. */
    long silence(long now) {
        return now - heardAt;
    }

    /** Nanoseconds since it was last known to be what the database has, or since that began to matter here. */
    long age(long now) {
        return Math.min(now - confirmedAt, now - followedAt);
    }

    /** It is not fresh before the database is asked and confirms it. */
    synchronized void doubt(long now) {
        doubtedAt = now;
        confirmedAt = now - maxStaleness - 1;
    }

    /** The snapshot, if it is held and fresh. */
    @Nullable
    PolicySnapshot ifFresh(long now) {
        State fresh = fresh(now);
        Loaded loaded = fresh == null ? null : fresh.loaded();
        if (loaded == null) {
            return null;
        }
        if (!used) {
            used = true;
        }
        return loaded.snapshot();
    }

    /** Whether a token that was looked up at that version is still the same; of what is not followed, nobody knows. */
    boolean holds(Token token, long version) {
        return !dropped && revisions.hold(token, version);
    }

    /**
     * Takes over what was read.
     *
     * @param now when the reading began
     */
    void apply(Changes changes, @Nullable Loaded loaded, long now) {
        // INVARIANT: revisions first, so that who sees the new version sees no token from before it.
        changes.applyTo(revisions);
        synchronized (this) {
            state = new State(changes.version(), dropped ? null : loaded);
            if (now - doubtedAt >= 0) {
                confirmedAt = now;
            }
            answer(now);
        }
        if (loaded != null) {
            outgrown = null;
        }
    }

    /** Lets its snapshot go, for tokens that were found keep it itself for longer than it is followed. */
    synchronized void drop() {
        dropped = true;
        state = new State(state.version(), null);
        revisions.all(state.version());
    }

    /**
     * Lets its snapshot go, for which there is too little memory. Where there was none before, it was read whole, and is
     * not to be read again before that may help.
     *
     * @param before what was held when the reading began
     */
    synchronized void outgrow(State before, long now) {
        if (before.loaded() == null) {
            snapshotWanted = false;
            outgrown = new Outgrown(before.version(), now);
        }
        state = new State(state.version(), null);
    }

    /** Whether it is known that there is too little memory for its snapshot. */
    boolean isOutgrown(long now) {
        Outgrown last = outgrown;
        return last != null && (last.version() == state.version() || now - last.at() < REST_NANOS);
    }

    /** Whether it is not followed any more: then it has no snapshot, whether or not there is the organization. */
    boolean isDropped() {
        return dropped;
    }

    /** The database had that version when the asking began. */
    synchronized void confirm(long version, long now) {
        if (state.version() == version && now - confirmedAt > 0 && now - doubtedAt >= 0) {
            confirmedAt = now;
            answer(now);
        }
    }

    /** A version that was acknowledged, and that could not be read yet. */
    synchronized void require(long version, long now) {
        required = Math.max(required, version);
        requiredAt = now;
    }

    /** A database that was asked later, and has less, has lost it: nobody will ever read it. */
    private void answer(long asked) {
        if (asked - requiredAt > 0) {
            required = 0;
        }
    }

    /** How many bytes are taken by what is known of it beside its snapshot. */
    long knownBytes() {
        return revisions.size() * Weights.REVISION;
    }

    /** Notes that a token of it was used. */
    void use() {
        if (!used) {
            used = true;
        }
    }

    /** When it was used last; exact to the time between two such questions. */
    long lastUsed(long now) {
        if (used) {
            used = false;
            lastUsed = now;
        }
        return lastUsed;
    }

    /** Sets its weight, in bytes, and tells the one before. INVARIANT: only for whoever holds all of them. */
    long weigh(long bytes) {
        long before = weight;
        weight = bytes;
        return before;
    }

    /**
     * A snapshot was too large.
     *
     * @param version known before it was read, which was this one or a later one
     */
    private record Outgrown(long version, long at) {}

    /**
     * What is held of it.
     *
     * @param version −1: nothing is known
     */
    record State(long version, @Nullable Loaded loaded) {
        static final State UNKNOWN = new State(-1, null);

        boolean isUnknown() {
            return version < 0;
        }
    }
}
