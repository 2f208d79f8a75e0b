package io.gatehouse.snapshot;

import com.github.benmanes.caffeine.cache.Ticker;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.EventLoops;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.PolicyVersion;
import io.gatehouse.snapshot.SnapshotMetrics.Cause;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All organizations whose changes are followed, and where news of changes come in: from a commit of this instance, from
 * a notification, from a poll.
 */
@Singleton
class FollowedOrganizations {
    private static final Logger LOG = Logger.getLogger(FollowedOrganizations.class);

    private final SnapshotStore store;
    private final SnapshotConfig config;
    private final Ticker ticker;
    private final SnapshotMetrics metrics;
    private final HeldOrganizations held;
    private final RecentVersions recent;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long doubtedAt;

    FollowedOrganizations(
            SnapshotStore store, SnapshotConfig config, MemoryBudget budget, Ticker ticker, SnapshotMetrics metrics) {
        this.store = store;
        this.config = config;
        this.ticker = ticker;
        this.metrics = metrics;
        this.doubtedAt = ticker.read();
        this.recent = new RecentVersions(doubtedAt);
        this.held = new HeldOrganizations(budget);
    }

    long now() {
        return ticker.read();
    }

    /** The organization, if it is followed. */
    @Nullable
    Followed find(OrganizationId organization) {
        return held.find(organization);
    }

    /** Follows the organization from now on. */
    Followed follow(OrganizationId organization) {
        long now = now();
        return held.get(organization, id -> followed(id, Followed.State.UNKNOWN, now), now);
    }

    /**
     * Follows the organization from that version on; null if it is known to have been overtaken.
     *
     * @param now when the version began to be read
     * @param confirmed whether it was the database's then; otherwise nothing is fresh before it has been refreshed
     */
    @Nullable
    Followed follow(OrganizationId organization, long version, long now, boolean confirmed) {
        Followed followed = held.get(organization, id -> followed(id, version, now, confirmed), now);
        // INVARIANT: asked after it is in the map, where doubts and news look for it; what comes in between counts.
        long doubted = doubtedAt;
        if (now - doubted < 0) {
            followed.doubt(doubted);
        }
        return recent.of(organization.value()) > version ? null : followed;
    }

    /** Whether the database has sent something of the organization within that time. */
    boolean isComing(OrganizationId organization, Duration within) {
        Followed followed = held.find(organization);
        return followed != null && followed.silence(now()) < within.toNanos();
    }

    /** Calls back whenever something has changed anywhere. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** A version that the database told of. */
    void notified(PolicyVersion news) {
        Followed followed = note(news);
        if (followed != null) {
            refreshBehind(followed, followed.refresh(news.version()), Cause.NOTIFY);
        }
    }

    /**
     * Reads the organization with its snapshot.
     *
     * @throws Failure UNAVAILABLE, as the result, if there is too little memory for any policy as large as that
     */
    Uni<Void> load(Followed followed) {
        if (followed.isOutgrown(now())) {
            return Uni.createFrom().failure(FollowedOrganizations::outgrown);
        }
        followed.wantSnapshot();
        if (followed.state().loaded() == null) {
            metrics.count(Cause.FIRST_USE);
        }
        return followed.refresh().invoke(() -> {
            if (followed.isOutgrown(now())) {
                throw outgrown();
            }
        });
    }

    /** Versions that this instance made; done when they hold here, or nothing is decided on what was before. */
    Uni<Void> committed(List<PolicyVersion> made) {
        List<Uni<Void>> refreshes = new ArrayList<>();
        for (PolicyVersion version : made) {
            Followed followed = note(version);
            if (followed != null) {
                metrics.count(Cause.COMMIT);
                refreshes.add(followed.refresh(version.version())
                        .ifNoItem()
                        .after(config.patience())
                        .on(EventLoops.timers())
                        .fail()
                        .onFailure()
                        .invoke(error -> giveUp(followed, version, error))
                        .onFailure()
                        .recoverWithNull());
            }
        }
        if (refreshes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return EventLoops.resumedHere(Uni.join().all(refreshes).andFailFast().replaceWithVoid());
    }

    /** Compares every version with the database's; also where there is none, it answers that the database does. */
    Uni<Void> poll(Cause cause) {
        long now = now();
        recent.rotate(now, config.patience().toNanos());
        List<Followed> all = new ArrayList<>();
        for (Followed followed : held.all()) {
            if (now - followed.lastUsed(now) > config.unusedAfter().toNanos()) {
                held.drop(followed);
            } else {
                all.add(followed);
            }
        }
        Set<OrganizationId> ids = all.stream().map(Followed::organization).collect(Collectors.toSet());
        return bounded(store.versions(ids))
                .invoke(versions -> all.forEach(followed -> compare(followed, versions, now, cause)))
                .replaceWithVoid();
    }

    /** Nothing that is held is fresh before the database is asked and confirms it. */
    void doubt() {
        long now = now();
        doubtedAt = now;
        held.all().forEach(followed -> followed.doubt(now));
    }

    /** For how many nanoseconds the oldest of what is held has not been confirmed. */
    long age() {
        long now = now();
        return held.all().stream()
                .mapToLong(followed -> followed.age(now))
                .max()
                .orElse(0);
    }

    /** The policies that are held. */
    Stream<Loaded> loaded() {
        return held.all().stream().map(followed -> followed.state().loaded()).filter(Objects::nonNull);
    }

    private @Nullable Followed note(PolicyVersion news) {
        recent.note(news.organization(), news.version());
        listeners.forEach(Runnable::run);
        Followed followed = news.organization() == 0 ? null : held.find(new OrganizationId(news.organization()));
        return followed == null || followed.version() >= news.version() ? null : followed;
    }

    private void compare(Followed followed, Map<OrganizationId, Long> versions, long now, Cause cause) {
        Long version = versions.get(followed.organization());
        if (version != null && version == followed.version()) {
            followed.confirm(version, now);
        } else {
            refreshBehind(followed, followed.refresh(), cause);
        }
    }

    private Followed followed(OrganizationId organization, long version, long now, boolean confirmed) {
        Followed followed = followed(organization, new Followed.State(version, null), now);
        if (!confirmed) {
            followed.doubt(now);
        }
        return followed;
    }

    private Followed followed(OrganizationId organization, Followed.State state, long now) {
        return new Followed(organization, config.maxStaleness().toNanos(), state, this::refresh, now);
    }

    private Uni<Void> refresh(Followed followed) {
        return Uni.createFrom()
                .deferred(() -> attempt(followed))
                .onFailure(NoRoomException.class)
                .recoverWithUni(() -> followed.isDropped() ? Uni.createFrom().voidItem() : refresh(followed));
    }

    /** INVARIANT: nothing but this keeps what was held before, or it would be in memory beside what is tried next. */
    private Uni<Void> attempt(Followed followed) {
        long now = now();
        Followed.State before = followed.state();
        var over = new AtomicBoolean();
        return bounded(store.read(
                        followed.organization(),
                        before,
                        followed.snapshotWanted(),
                        more -> coming(followed, more, over)))
                .onTermination()
                .invoke(() -> over.set(true))
                .invoke(reading -> apply(followed, before, reading, now))
                .replaceWithVoid()
                .onFailure(NoRoomException.class)
                .invoke(() -> outgrow(followed, before))
                .onFailure()
                .invoke(() -> held.weigh(followed, now()));
    }

    /**
     * @param over whether nobody waits for it any more: it has taken too long, and comes beside what is tried next
     * @throws NoRoomException if so, or if there is none
     */
    private void coming(Followed followed, Weight more, AtomicBoolean over) {
        if (over.get()) {
            throw new NoRoomException();
        }
        long now = now();
        followed.heard(now);
        held.expect(followed, more, now);
    }

    /** Without a snapshot its changes are read all the same: tokens hold by them. */
    private void outgrow(Followed followed, Followed.State before) {
        if (followed.isDropped()) {
            return;
        }
        long now = now();
        followed.outgrow(before, now);
        if (followed.isOutgrown(now)) {
            LOG.warnf("the policy of organization %s is larger than the memory for it", followed.organization());
        }
    }

    private static Failure outgrown() {
        return Failure.unavailable("the policy of the organization is larger than the memory for it");
    }

    @SuppressWarnings("ReferenceEquality") // whether it is another one
    private void apply(Followed followed, Followed.State before, SnapshotStore.Reading reading, long now) {
        Loaded loaded = reading.loaded();
        if (loaded != null && loaded != before.loaded()) {
            held.require(loaded.weight());
        }
        boolean restored = reading.changes().version() < before.version();
        if (restored || reading.gone()) {
            held.remove(followed);
        }
        followed.apply(reading.changes(), loaded, now);
        reading.lag().ifPresent(metrics::lag);
        held.weigh(followed, now);
    }

    private <T> Uni<T> bounded(Uni<T> work) {
        return work.ifNoItem()
                .after(config.maxStaleness())
                .on(EventLoops.timers())
                .fail();
    }

    private void refreshBehind(Followed followed, Uni<Void> refresh, Cause cause) {
        metrics.count(cause);
        refresh.subscribe().with(done -> {}, error -> refused(followed, error));
    }

    private void giveUp(Followed followed, PolicyVersion version, Throwable error) {
        followed.require(version.version(), now());
        refused(followed, error);
    }

    private static void refused(Followed followed, Throwable error) {
        LOG.warnf("organization %s cannot be refreshed: %s", followed.organization(), error);
    }
}
