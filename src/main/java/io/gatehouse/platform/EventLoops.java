package io.gatehouse.platform;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.ScheduledExecutorService;

/** How requests keep to their event loop. */
public final class EventLoops {
    private EventLoops() {}

    /** Comes back to the request that asks now, wherever the work is done. */
    public static <T> Uni<T> resumedHere(Uni<T> work) {
        Context context = Vertx.currentContext();
        return context == null ? work : work.emitOn(task -> run(context, task));
    }

    /**
     * The timers of the event loop that asks, where one does: they take no lock, and are gone when they are cancelled.
     * Mutiny's own are kept until their time is over, and with them whatever the work has been made of.
     */
    public static ScheduledExecutorService timers() {
        return Vertx.currentContext() instanceof ContextInternal context
                ? context.nettyEventLoop()
                : Infrastructure.getDefaultWorkerPool();
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
