package io.gatehouse.platform;

import io.gatehouse.platform.Failure.Kind;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Counts and times the decisions of one door. All its meters are made once, so that a decision looks none up. */
public final class DecisionMeter {
    private static final Duration[] BUCKETS = Stream.of(
                    50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 1_000_000)
            .map(micros -> Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros)))
            .toArray(Duration[]::new);

    private final LongAdder allowed;
    private final LongAdder denied;
    private final LongAdder failed;
    private final Timer timer;
    private final Set<Kind> denials;

    /** @param denials the failures by which the door says no */
    DecisionMeter(MeterRegistry registry, String door, Set<Kind> denials) {
        this.allowed = counter(registry, door, "allow");
        this.denied = counter(registry, door, "deny");
        this.failed = counter(registry, door, "error");
        this.timer = Timer.builder("gatehouse.decision")
                .description("from the request to its answer")
                .tag("door", door)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        this.denials = Set.copyOf(denials);
    }

    /** Times the work; its answer is to be counted by the caller, what it fails with is counted here. */
    public <T> Uni<T> measure(Supplier<Uni<T>> work, Consumer<T> count) {
        long startedAt = System.nanoTime();
        return Uni.createFrom()
                .deferred(work::get)
                .onItem()
                .invoke(answer -> {
                    count.accept(answer);
                    time(startedAt);
                })
                .onFailure()
                .invoke(error -> {
                    countFailure(error);
                    time(startedAt);
                });
    }

    /** Counts one decision. */
    public void count(boolean isAllowed) {
        (isAllowed ? allowed : denied).increment();
    }

    /** Counts what was no decision and should have been one. A request that nobody could decide on counts nowhere. */
    public void countFailure(Throwable error) {
        if (!(error instanceof Failure failure) || failure.kind() == Kind.UNAVAILABLE) {
            failed.increment();
        } else if (denials.contains(failure.kind())) {
            denied.increment();
        }
    }

    /** @param startedAt the request's beginning, by {@link System#nanoTime} */
    public void time(long startedAt) {
        timer.record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
    }

    private static LongAdder counter(MeterRegistry registry, String door, String outcome) {
        var count = new LongAdder();
        FunctionCounter.builder("gatehouse.decisions", count, LongAdder::sum)
                .description("decisions by door and outcome; error: none could be made")
                .tag("door", door)
                .tag("outcome", outcome)
                .register(registry);
        return count;
    }
}
