package io.gatehouse.platform;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets a few writes to one organization come to the database at once. There they wait for each other's lock, each on a
 * connection that others lack meanwhile: of one organization, they must not take all.
 */
final class WriteTurns {
    private static final int MOST_WAITING = 256;

    private final Queues<CompletableFuture<Void>> queues;
    private final Duration longest;

    /**
     * @param atOnce how many writes to one organization
     * @param longest how long one may wait
     */
    WriteTurns(int atOnce, Duration longest) {
        this.queues = new Queues<>(atOnce, MOST_WAITING);
        this.longest = longest;
    }

    /**
     * Does the work when it is its turn; it goes on where it was asked for.
     *
     * @throws Failure TOO_MANY_REQUESTS, as the result, if too much of the same is waiting, or for too long
     */
    <T> Uni<T> take(Scope locked, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            var turn = new CompletableFuture<Void>();
            Queues.Place place = queues.join(locked, turn);
            if (place == Queues.Place.NONE) {
                return Uni.createFrom().failure(WriteTurns::tooMany);
            }
            Uni<Void> coming = place == Queues.Place.GOES_ON ? Uni.createFrom().voidItem() : patiently(turn);
            return coming.chain(work::get).onTermination().invoke(() -> leave(locked, turn));
        });
    }

    private Uni<Void> patiently(CompletableFuture<Void> turn) {
        return EventLoops.resumedHere(Uni.createFrom()
                .completionStage(turn)
                .ifNoItem()
                .after(longest)
                .on(EventLoops.timers())
                .failWith(WriteTurns::tooMany));
    }

    private void leave(Scope locked, CompletableFuture<Void> turn) {
        CompletableFuture<Void> next = queues.leave(locked, turn);
        if (next != null) {
            next.complete(null);
        }
    }

    private static Failure tooMany() {
        return new Failure(Failure.Kind.TOO_MANY_REQUESTS, "too many writes to the organization are waiting");
    }
}
