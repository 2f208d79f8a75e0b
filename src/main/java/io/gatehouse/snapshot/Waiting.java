package io.gatehouse.snapshot;

import io.gatehouse.platform.DatabaseErrors;
import io.gatehouse.platform.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** How requests wait for the database. */
final class Waiting {
    private Waiting() {}

    /** Waits so long and not longer; fails with UNAVAILABLE then, and where the database is not there. */
    static <T> Uni<T> atMost(Duration patience, Uni<T> work) {
        return resumedHere(work.ifNoItem()
                .after(patience)
                .failWith(() -> Failure.unavailable("the database did not answer in time"))
                .onFailure(DatabaseErrors::isUnavailable)
                .transform(error -> Failure.unavailable("the database is not available")));
    }

    /** Comes back to the event loop on which it was asked for, since many wait for the same work. */
    static <T> Uni<T> resumedHere(Uni<T> work) {
        Context context = Vertx.currentContext();
        return context == null ? work : work.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }
}
