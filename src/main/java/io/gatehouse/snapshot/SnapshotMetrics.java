package io.gatehouse.snapshot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.Readiness;

/** What is held in memory and how it is kept up to date, in figures. */
@Singleton
class SnapshotMetrics {
    private static final double NANOS = 1e9;
    private static final Duration[] LAGS = Stream.of(1, 5, 10, 25, 50, 100, 250, 500, 1000, 5000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Map<Cause, LongAdder> reloads = new EnumMap<>(Cause.class);
    private final Map<Request, LongAdder> requests = new EnumMap<>(Request.class);
    private final Timer lag;
    private final Counter listenerLosses;

    /** What made an organization be read. */
    enum Cause {
        NOTIFY,
        POLL,
        /** The poll after the connection for notifications was opened. */
        RECONNECT,
        FIRST_USE,
        /** A write of this instance. */
        COMMIT
    }

    /** How a secret was found. */
    enum Request {
        HIT,
        MISS,
        /** It was refused a moment ago. */
        NEGATIVE
    }

    SnapshotMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Cause cause : Cause.values()) {
            reloads.put(cause, counter("gatehouse.policy.reloads", "cause", cause));
        }
        for (Request result : Request.values()) {
            requests.put(result, counter("gatehouse.token.cache.requests", "result", result));
        }
        this.lag = Timer.builder("gatehouse.notify.lag")
                .description(
                        "from the transaction that changed a policy to its being read here, by the database's clock")
                .serviceLevelObjectives(LAGS)
                .register(registry);
        this.listenerLosses = Counter.builder("gatehouse.listener.losses")
                .description("how often the connection was lost on which the database tells of changes")
                .register(registry);
    }

    void start(
            @Observes StartupEvent started,
            FollowedOrganizations organizations,
            Following following,
            @Readiness PolicyHealth health) {
        Gauge.builder("gatehouse.ready", health, policy -> policy.isReady() ? 1 : 0)
                .description("1 if this instance can decide, else 0")
                .register(registry);
        Gauge.builder("gatehouse.snapshot.age", following, policy -> policy.age() / NANOS)
                .description("for how long the oldest of what is held has not been confirmed, or anything at all")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("gatehouse.snapshots", organizations, all -> all.loaded().count())
                .description("organizations whose policy is held")
                .register(registry);
        Gauge.builder(
                        "gatehouse.snapshot.rules",
                        organizations,
                        all -> all.loaded().mapToInt(Loaded::rules).sum())
                .description("restrictions and grants in the policies that are held")
                .register(registry);
    }

    void count(Cause cause) {
        increment(reloads, cause);
    }

    void count(Request result) {
        increment(requests, result);
    }

    /** The age of a change when it was read. */
    void lag(Duration age) {
        lag.record(age);
    }

    void countListenerLoss() {
        listenerLosses.increment();
    }

    private static <K> void increment(Map<K, LongAdder> counters, K key) {
        LongAdder counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }

    private LongAdder counter(String name, String label, Enum<?> value) {
        var count = new LongAdder();
        FunctionCounter.builder(name, count, LongAdder::sum)
                .tag(label, value.name().toLowerCase(Locale.ROOT))
                .register(registry);
        return count;
    }
}
