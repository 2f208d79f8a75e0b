package io.gatehouse.api;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Cuts off a client whose body takes too long to come, for until then it keeps memory from others, and an instance from
 * stopping. The connection goes, or the stream of HTTP/2: its door is reading, and cannot answer.
 */
@Singleton
class BodyDeadline {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Duration longest;

    @Inject
    BodyDeadline(Vertx vertx) {
        this(vertx, LONGEST);
    }

    BodyDeadline(Vertx vertx, Duration longest) {
        this.vertx = vertx;
        this.longest = longest;
    }

    /** The body comes from now on; most come together with their head, and need no timer. */
    void begin(RoutingContext request) {
        request.vertx().runOnContext(read -> {
            if (!request.request().isEnded()) {
                await(request);
            }
        });
    }

    private void await(RoutingContext request) {
        long timer = vertx.setTimer(longest.toMillis(), late -> {
            if (!request.request().isEnded()) {
                request.response().reset();
            }
        });
        request.addEndHandler(ended -> vertx.cancelTimer(timer));
    }
}
