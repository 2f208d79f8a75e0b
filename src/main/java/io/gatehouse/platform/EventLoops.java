package io.gatehouse.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** How requests keep to their event loop. */
public final class EventLoops {
    private EventLoops() {}

    /** Comes back to the request that asks now, wherever the work is done. */
    public static <T> Uni<T> resumedHere(Uni<T> work) {
        Context context = Vertx.currentContext();
        return context == null ? work : work.emitOn(task -> run(context, task));
    }

    /** Quarkus's worker threads have the context of whoever gave them their work, and are not its event loop. */
    @SuppressWarnings("ReferenceEquality") // whether it is this very request's
    private static void run(Context context, Runnable task) {
        if (Vertx.currentContext() == context && Context.isOnEventLoopThread()) {
            task.run();
        } else {
            context.runOnContext(ignored -> task.run());
        }
    }
}
