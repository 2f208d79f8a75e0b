package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import io.vertx.ext.web.RoutingContext;

/** Writes a failure that comes up before a door is reached, in the dialect of the door that the path leads to. */
final class Refusal {
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
            response.putHeader("WWW-Authenticate", Challenge.SCHEMES);
        }
        if (failure.kind() == Failure.Kind.UNAVAILABLE) {
            response.putHeader("Retry-After", "1");
        }
        response.end(dialect.body(failure));
    }
}
