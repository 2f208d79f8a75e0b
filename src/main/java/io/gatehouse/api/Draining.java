package io.gatehouse.api;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Lets kept-alive connections go while the instance is told to stop and still answers: each answer then closes its
 * connection, on both ports, so that none is cut off in the middle at the end. Until then it costs a request nothing.
 */
@Singleton
class Draining {
    private static final int FIRST = Integer.MIN_VALUE;

    private volatile @Nullable Router router;

    void keep(@Observes Router started) {
        router = started;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent told) {
        Router open = router;
        if (open != null) {
            open.route().order(FIRST).handler(Draining::close);
        }
    }

    private static void close(RoutingContext request) {
        if (request.request().version() == HttpVersion.HTTP_2) {
            request.request().connection().shutdown();
        } else {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.next();
    }
}
