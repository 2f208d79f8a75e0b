package io.gatehouse.api;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Cuts off a client whose body takes too long to come, for until then it keeps a share of the {@link BodyBudget} from
 * others. The connection goes, or the stream of HTTP/2: its door is reading, and cannot answer.
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

    /** The body comes from now on. */
    void begin(RoutingContext request) {
        long timer = vertx.setTimer(longest.toMillis(), late -> {
            if (!request.request().isEnded()) {
                request.response().reset();
            }
        });
        request.addEndHandler(ended -> vertx.cancelTimer(timer));
    }
}
