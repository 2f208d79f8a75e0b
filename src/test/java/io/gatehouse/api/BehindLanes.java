package io.gatehouse.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that no lane has answered. */
@Singleton
class BehindLanes {
    private static final int RIGHT_BEHIND = 239;

    private final AtomicInteger requests = new AtomicInteger();

    void open(@Observes Filters filters) {
        filters.register(this::count, RIGHT_BEHIND);
    }

    int requests() {
        return requests.get();
    }

    private void count(RoutingContext request) {
        requests.incrementAndGet();
        request.next();
    }
}
