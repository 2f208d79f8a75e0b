package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import io.vertx.ext.web.RoutingContext;

/** Writes a failure that comes up before a door is reached, in the dialect of the door that the path leads to. */
final class Refusal {
    private Refusal() {}

    static void send(RoutingContext request, Failure failure) {
        String path = request.request().path();
        Dialect dialect = Dialect.of(path);
        var response = request.response().setStatusCode(dialect.status(failure.kind()));
        FailureHeaders.ofRefusal(failure, path, response::putHeader);
        if (MetaPaths.contain(path)) {
            MetaPaths.headers().forEach(response::putHeader);
        }
        String requestId = request.request().getHeader(RequestId.HEADER);
        if (dialect == Dialect.ERROR && requestId != null) {
            response.putHeader(RequestId.HEADER, requestId);
        }
        response.end(dialect.body(failure));
    }
}
