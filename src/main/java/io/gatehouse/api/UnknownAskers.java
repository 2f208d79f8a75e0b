package io.gatehouse.api;

import io.gatehouse.platform.DecisionMeter;
import io.gatehouse.platform.DecisionMeters;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;

/** Counts the questions that never reach their door, because who asks could not be looked up: they get no decision. */
@Singleton
class UnknownAskers {
    /** And behind the lanes, which answer most questions and need none of this. */
    private static final int BEFORE_AUTHENTICATION = 230;

    private final Map<String, DecisionMeter> doors;

    UnknownAskers(DecisionMeters meters) {
        this.doors = Map.of(DoorPaths.AUTHZEN + "/", meters.authzen(), DoorPaths.SERIES + "/", meters.series());
    }

    void open(@Observes Filters filters) {
        filters.register(this::pass, BEFORE_AUTHENTICATION);
    }

    private void pass(RoutingContext request) {
        String path = request.normalizedPath();
        doors.forEach((door, meter) -> {
            if (path.startsWith(door)) {
                request.addHeadersEndHandler(answered -> meter.countFailure(Challenge.of(request)));
            }
        });
        request.next();
    }
}
