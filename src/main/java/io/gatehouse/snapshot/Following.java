package io.gatehouse.snapshot;

import io.gatehouse.platform.PolicyChanges;
import io.gatehouse.snapshot.SnapshotMetrics.Cause;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Keeps what is held up to date while the program runs. */
@Singleton
class Following {
    private static final Logger LOG = Logger.getLogger(Following.class);
    private static final Duration PRUNING = Duration.ofMinutes(10);
    private static final Duration LOOKING = Duration.ofMillis(500);
    private static final Duration FLUSHING = Duration.ofSeconds(5);
    private static final Duration LAST_FLUSH = Duration.ofSeconds(2);

    private final FollowedOrganizations organizations;
    private final PolicyListener listener;
    private final TokenUsage usage;
    private final UsageStore store;
    private final WarmUp warmUp;
    private final OneAtATime polls;
    private final List<Long> timers = new ArrayList<>();
    private final AtomicBoolean resumed = new AtomicBoolean();
    private volatile boolean reachable = true;
    private volatile boolean everConfirmed;
    private volatile long confirmedAt;
    private volatile long doubtedAt;
    private volatile boolean stopped;

    Following(
            FollowedOrganizations organizations,
            PolicyListener listener,
            TokenUsage usage,
            UsageStore store,
            WarmUp warmUp) {
        this.organizations = organizations;
        this.listener = listener;
        this.usage = usage;
        this.store = store;
        this.warmUp = warmUp;
        this.polls = new OneAtATime(this::compare);
        this.doubtedAt = organizations.now();
        this.confirmedAt = doubtedAt;
    }

    /**
     * Everything that is waited for begins together, since a start takes as long as its connections do one after the
     * other: what is announced before the listener listens is found by its first comparison.
     */
    void start(
            @Observes StartupEvent started,
            PolicyChanges changes,
            Vertx vertx,
            SnapshotConfig config,
            Suspensions suspensions) {
        changes.onCommit(organizations::committed);
        listener.start(organizations::notified, this::resume);
        poll();
        every(vertx, config.pollInterval(), this::poll);
        every(vertx, LOOKING, () -> doubtAfter(suspensions, config.maxStaleness()));
        every(vertx, FLUSHING, this::flush);
        every(vertx, PRUNING, this::prune);
    }

    void stop(@Observes ShutdownEvent end, Vertx vertx) {
        timers.forEach(vertx::cancelTimer);
        writeLastUses();
        end();
    }

    /** After a start that failed, too. */
    @PreDestroy
    void end() {
        stopped = true;
        listener.stop();
    }

    /** Whether the database has confirmed the versions of everything held, not longer ago than that. */
    boolean isConfirmed(Duration longest) {
        return everConfirmed && confirmedAt - doubtedAt >= 0 && organizations.now() - confirmedAt <= longest.toNanos();
    }

    /**
     * For how many nanoseconds something that is held has not been confirmed, or nothing has been, whether anything is
     * held or not: since the start, if the database never has.
     */
    long age() {
        return Math.max(organizations.age(), organizations.now() - confirmedAt);
    }

    private void resume() {
        if (stopped) {
            return;
        }
        resumed.set(true);
        poll();
    }

    private void poll() {
        long now = organizations.now();
        listener.probe();
        polls.run().subscribe().with(done -> confirmed(now), this::unconfirmed);
    }

    private void doubtAfter(Suspensions suspensions, Duration maxStaleness) {
        if (suspensions.passed()) {
            LOG.warn("the machine was suspended, or its clock set forward: all that is held must be confirmed");
            long now = organizations.now();
            doubtedAt = now;
            confirmedAt = now - maxStaleness.toNanos() - 1;
            organizations.doubt();
            poll();
        }
    }

    private Uni<Void> compare() {
        return organizations.poll(resumed.getAndSet(false) ? Cause.RECONNECT : Cause.POLL);
    }

    private void flush() {
        usage.flush()
                .subscribe()
                .with(done -> {}, error -> LOG.warnf("the last use of tokens cannot be written: %s", error));
    }

    /** The requests have ended. Who stops waits for this, though not for a database that is away. */
    private void writeLastUses() {
        try {
            usage.flushAll().await().atMost(LAST_FLUSH);
        } catch (RuntimeException lost) {
            LOG.warnf("the last use of tokens cannot be written: %s", lost);
        }
    }

    private void prune() {
        store.pruneChanges().subscribe().with(done -> {}, this::unpruned);
    }

    /** A command may end in the midst of it, and the next one goes on. */
    private void unpruned(Throwable error) {
        if (!stopped) {
            LOG.warnf("old policy changes cannot be deleted: %s", error);
        }
    }

    /** @param asked when the database had not been asked yet */
    private void confirmed(long asked) {
        if (asked - doubtedAt >= 0) {
            confirmedAt = asked;
        }
        if (!everConfirmed) {
            everConfirmed = true;
            warmUp.begin();
            prune(); // an instance may not live for as long as until the first time
        }
        if (!reachable) {
            reachable = true;
            LOG.info("policy versions are confirmed again");
        }
    }

    private void unconfirmed(Throwable error) {
        if (reachable && !stopped) {
            reachable = false;
            LOG.warnf("policy versions cannot be confirmed: %s", error);
        }
    }

    private void every(Vertx vertx, Duration interval, Runnable work) {
        timers.add(vertx.setPeriodic(interval.toMillis(), timer -> work.run()));
    }
}
