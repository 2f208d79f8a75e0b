package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
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

    @Test
    void whoIsContentWithTheRunUnderWayStartsNone() {
        CompletableFuture<Void> first = ask();
        CompletableFuture<Void> content = askUnless(() -> true);
        assertThat(content).isNotDone();

        runs.getLast().complete(null);
        assertThat(first).isCompleted();
        assertThat(content).isCompleted();
        assertThat(runs).hasSize(1);
    }

    @Test
    void whoIsNotContentWithTheRunUnderWayStartsAnother() {
        CompletableFuture<Void> first = ask();
        CompletableFuture<Void> demanding = askUnless(() -> false);

        runs.getLast().complete(null);
        assertThat(first).isCompleted();
        assertThat(demanding).isNotDone();
        assertThat(runs).hasSize(2);

        runs.getLast().complete(null);
        assertThat(demanding).isCompleted();
    }

    @Test
    void failureOfTheRunUnderWayIsNotThatOfWhoeverStartsAnother() {
        CompletableFuture<Void> first = ask();
        CompletableFuture<Void> demanding = askUnless(() -> false);

        runs.getLast().completeExceptionally(new IllegalStateException());
        assertThat(first).isCompletedExceptionally();
        assertThat(demanding).isNotDone();

        runs.getLast().complete(null);
        assertThat(demanding).isCompleted();
    }

    @Test
    void whoIsContentAlreadyStartsNone() {
        assertThat(askUnless(() -> true)).isCompleted();
        assertThat(askUnless(() -> false)).isNotDone();
        assertThat(runs).hasSize(1);
    }

    private CompletableFuture<Void> askUnless(BooleanSupplier enough) {
        return work.runUnless(enough).subscribeAsCompletionStage();
    }

    private CompletableFuture<Void> ask() {
        return work.run().subscribeAsCompletionStage();
    }
}
