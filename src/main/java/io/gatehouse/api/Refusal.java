package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import io.vertx.ext.web.RoutingContext;

/** Writes a failure that comes up before a door is reached, in the dialect of the door that the path leads to. */
final class Refusal {
    /** AuthZEN: the client's id of the request, echoed. */
    private static final String REQUEST_ID = "X-Request-ID";

    private Refusal() {}

    static void send(RoutingContext request, Failure failure) {
        Dialect dialect = Dialect.of(request.request().path());
        var response = request.response()
                .setStatusCode(dialect.status(failure.kind()))
                .putHeader("Content-Type", dialect.contentType());
        if (dialect == Dialect.INFLUX) {
            response.putHeader(InfluxHeaders.ERROR_CODE, Dialect.influxCode(failure.kind()));
        }
        if (failure.kind() == Failure.Kind.UNAUTHENTICATED) {
            response.putHeader(
                    "WWW-Authenticate", Challenge.schemes(request.request().path()));
        }
        if (failure.kind() == Failure.Kind.UNAVAILABLE || failure.kind() == Failure.Kind.TOO_MANY_REQUESTS) {
            response.putHeader("Retry-After", "1");
        }
        if (MetaPaths.contain(request.request().path())) {
            MetaPaths.headers().forEach(response::putHeader);
            if (failure.kind() != Failure.Kind.UNAUTHENTICATED) {
                response.putHeader(MetaPaths.ERROR, MetaPaths.error(failure));
            }
        }
        String requestId = request.request().getHeader(REQUEST_ID);
        if (dialect == Dialect.ERROR && requestId != null) {
            response.putHeader(REQUEST_ID, requestId);
        }
        response.end(dialect.body(failure));
    }
}
