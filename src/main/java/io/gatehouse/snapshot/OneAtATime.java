package io.gatehouse.snapshot;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same work for many who ask for it, one run at a time. Whoever asks gets the result of a run that started
 * after the asking; all who ask during one run share the next.
 */
final class OneAtATime {
    private final Supplier<Uni<Void>> work;
    private @Nullable CompletableFuture<Void> running;
    private @Nullable CompletableFuture<Void> next;

    OneAtATime(Supplier<Uni<Void>> work) {
        this.work = work;
    }

    Uni<Void> run() {
        // A copy, because whoever stops waiting cancels what it waits for.
        return Uni.createFrom().completionStage(() -> enqueue().copy());
    }

    /**
     * The same for who is content with less: where a run that is under way brings it, no further one is started.
     *
     * @param enough whether that is so, asked when no run is under way or the one that is has ended
     */
    Uni<Void> runUnless(BooleanSupplier enough) {
        return Uni.createFrom()
                .completionStage(() -> underWay().copy())
                .onFailure()
                .recoverWithNull()
                .chain(() -> enough.getAsBoolean() ? Uni.createFrom().voidItem() : run());
    }

    private synchronized CompletableFuture<Void> underWay() {
        return running == null ? CompletableFuture.completedFuture(null) : running;
    }

    private CompletableFuture<Void> enqueue() {
        CompletableFuture<Void> started;
        synchronized (this) {
            if (running != null) {
                next = next == null ? new CompletableFuture<>() : next;
                return next;
            }
            started = new CompletableFuture<>();
            running = started;
        }
        start(started);
        return started;
    }

    private void start(CompletableFuture<Void> run) {
        Uni.createFrom()
                .deferred(() -> work.get())
                .subscribe()
                .with(
                        done -> finish(() -> run.complete(null)),
                        error -> finish(() -> run.completeExceptionally(error)));
    }

    private void finish(Runnable tell) {
        CompletableFuture<Void> following;
        synchronized (this) {
            following = next;
            running = following;
            next = null;
        }
        tell.run();
        if (following != null) {
            start(following);
        }
    }
}
