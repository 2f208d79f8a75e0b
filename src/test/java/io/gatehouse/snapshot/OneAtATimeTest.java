package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
    private final Deque<CompletableFuture<Void>> runs = new ArrayDeque<>();
    private final OneAtATime work = new OneAtATime(() -> {
        var run = new CompletableFuture<Void>();
        runs.add(run);
        return Uni.createFrom().completionStage(run);
    });

    @Test
    void whoAsksDuringARunSharesTheNext() {
        CompletableFuture<Void> first = ask();
        CompletableFuture<Void> second = ask();
        CompletableFuture<Void> third = ask();
        assertThat(runs).hasSize(1);

        runs.getLast().complete(null);
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        assertThat(runs).hasSize(2);

        runs.getLast().complete(null);
        assertThat(second).isCompleted();
        assertThat(third).isCompleted();
        assertThat(runs).hasSize(2);
    }

    @Test
    void failedRunFailsItsAskersAndNoOthers() {
        CompletableFuture<Void> first = ask();
        CompletableFuture<Void> second = ask();

        runs.getLast().completeExceptionally(new IllegalStateException());
        assertThat(first).isCompletedExceptionally();

        runs.getLast().complete(null);
        assertThat(second).isCompleted();
    }

    @Test
    void whoStopsWaitingTakesNobodyAlong() {
        CompletableFuture<Void> first = ask();
        CompletableFuture<Void> second = ask();
        CompletableFuture<Void> third = ask();
        runs.getLast().complete(null);

        second.cancel(true);
        runs.getLast().complete(null);

        assertThat(first).isCompleted();
        assertThat(third).isCompleted();
    }

    @Test
    void runThatIsOverLetsTheNextBegin() {
        CompletableFuture<Void> first = ask();
        runs.getLast().complete(null);
        assertThat(first).isCompleted();

        CompletableFuture<Void> next = ask();
        assertThat(next).isNotDone();
        assertThat(runs).hasSize(2);
    }

    private CompletableFuture<Void> ask() {
        return work.run().subscribeAsCompletionStage();
    }
}
