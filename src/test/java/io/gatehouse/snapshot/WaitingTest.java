package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.platform.Failure;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final Duration PATIENCE = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final CompletableFuture<String> work = new CompletableFuture<>();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void givesUpOnWhatIsSilent() {
        assertUnavailable(Waiting.atMost(PATIENCE, uni()));
        assertUnavailable(Waiting.atMost(PATIENCE, () -> false, uni()));
    }

    @Test
    void waitsOnForWhatGoesOn() {
        Uni<String> waiting = Waiting.atMost(
                PATIENCE,
                () -> {
                    if (asked.incrementAndGet() == 3) {
                        work.complete("done");
                    }
                    return true;
                },
                uni());

        assertThat(waiting.await().atMost(LIMIT)).isEqualTo("done");
        assertThat(asked).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void givesUpOnWhatGoesOnNoMore() {
        assertUnavailable(Waiting.atMost(PATIENCE, () -> asked.incrementAndGet() < 3, uni()));
        assertThat(asked).hasValue(3);
    }

    @Test
    void workIsDoneOnceHoweverLongItIsWaitedFor() {
        var begun = new AtomicInteger();
        Uni<String> counted = Uni.createFrom().completionStage(() -> {
            begun.incrementAndGet();
            return work.copy();
        });

        assertUnavailable(Waiting.atMost(PATIENCE, () -> asked.incrementAndGet() < 3, counted));
        assertThat(begun).hasValue(1);
    }

    private Uni<String> uni() {
        return Uni.createFrom().completionStage(work::copy);
    }

    private static void assertUnavailable(Uni<String> waiting) {
        assertThatThrownBy(() -> waiting.await().atMost(LIMIT))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE));
    }
}
