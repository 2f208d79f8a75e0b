package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Queues;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets the administrative reads of one organization go on one after the other. A list takes milliseconds of an event loop
 * and a connection to the database; without turns, eight connections that list rules brought the p99 of other
 * organizations' decisions from 2 to 2,400 ms, and now to 15. Writes take turns where they come to the database: whoever
 * sends one slowly must not keep the others waiting. Operators, who run the instance, do not wait either.
 */
@Singleton
class AdminTurns {
    private static final int MOST_WAITING = 64;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Behind authentication, which says whose it is, and {@link RequestLimits}. */
    private static final int BEHIND_LIMITS = 5;

    private static final List<String> PATHS = List.of(
            DoorPaths.INFLUX + "/",
            "/user",
            "/role",
            "/influxdb/v2/acl/",
            "/v1/audit",
            "/v1/resource-types",
            "/v1/subject-types");

    private final Vertx vertx;
    private final Queues<Turn> queues = new Queues<>(1, MOST_WAITING);

    AdminTurns(Vertx vertx) {
        this.vertx = vertx;
    }

    void open(@Observes Filters filters) {
        filters.register(this::pass, BEHIND_LIMITS);
    }

    private void pass(RoutingContext request) {
        Record whose = isAdministrative(request) ? whose(request) : null;
        if (whose == null) {
            request.next();
            return;
        }
        var turn = new Turn(request, vertx.getOrCreateContext());
        Queues.Place place = queues.join(whose, turn);
        if (place == Queues.Place.NONE) {
            refuse(request);
            return;
        }
        request.addEndHandler(ended -> leave(whose, turn));
        if (place == Queues.Place.GOES_ON) {
            request.next();
        } else {
            turn.timer = vertx.setTimer(LONGEST.toMillis(), timer -> refuse(request));
        }
    }

    /** Quarkus REST answers HEAD by doing what GET does. */
    private static boolean isAdministrative(RoutingContext request) {
        String path = request.normalizedPath();
        HttpMethod method = request.request().method();
        return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
                && PATHS.stream().anyMatch(path::startsWith);
    }

    /** In whose queue the request waits; null: it does not have to wait. */
    private static @Nullable Record whose(RoutingContext request) {
        Caller caller = Caller.ifAny(request);
        return caller == null || caller.permissions().operator() ? null : caller.whose();
    }

    /** The request is answered, or its client has gone. */
    private void leave(Record whose, Turn turn) {
        vertx.cancelTimer(turn.timer);
        Turn next = queues.leave(whose, turn);
        if (next != null) {
            next.context.runOnContext(now -> next.goOn(vertx));
        }
    }

    private static void refuse(RoutingContext request) {
        Refusal.send(
                request,
                new Failure(Failure.Kind.TOO_MANY_REQUESTS, "too many requests of the organization are waiting"));
    }

    /** One request. */
    private static final class Turn {
        private final RoutingContext request;
        private final Context context;
        private long timer;

        Turn(RoutingContext request, Context context) {
            this.request = request;
            this.context = context;
        }

        /** On its own event loop, which has set the timer before. */
        void goOn(Vertx vertx) {
            if (vertx.cancelTimer(timer)) {
                request.next();
            }
        }
    }
}
