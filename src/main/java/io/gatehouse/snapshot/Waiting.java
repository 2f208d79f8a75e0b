package io.gatehouse.snapshot;

import io.gatehouse.platform.DatabaseErrors;
import io.gatehouse.platform.EventLoops;
import io.gatehouse.platform.Failure;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How requests wait for the database. */
final class Waiting {
    private Waiting() {}

    /** Waits so long and not longer; fails with UNAVAILABLE then, and where the database is not there. */
    static <T> Uni<T> atMost(Duration patience, Uni<T> work) {
        return outcome(timed(patience, () -> false, EventLoops.resumedHere(work)));
    }

    /** Waits so long again where the work goes on: what there is much of takes longer, and the database is there. */
    static <T> Uni<T> atMost(Duration patience, BooleanSupplier goesOn, Uni<T> work) {
        return outcome(
                timed(patience, goesOn, EventLoops.resumedHere(work).memoize().indefinitely()));
    }

    private static <T> Uni<T> timed(Duration patience, BooleanSupplier goesOn, Uni<T> work) {
        return work.ifNoItem()
                .after(patience)
                .on(EventLoops.timers())
                .recoverWithUni(() -> goesOn.getAsBoolean()
                        ? timed(patience, goesOn, work)
                        : Uni.createFrom().failure(Failure.unavailable("the database did not answer in time")));
    }

    private static <T> Uni<T> outcome(Uni<T> timed) {
        // The timer is the event loop's, and not the request's.
        return EventLoops.resumedHere(timed)
                .onFailure(DatabaseErrors::isUnavailable)
                .transform(error -> Failure.unavailable("the database is not available"));
    }
}
