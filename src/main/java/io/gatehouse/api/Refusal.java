package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import io.vertx.ext.web.RoutingContext;

/** Writes a failure that comes up before a door is reached, in the dialect of the door that the path leads to. */
final class Refusal {
    /** AuthZEN: the client's id of the request, echoed. */
    private static final String REQUEST_ID = "X-Request-ID";

    private Refusal() {}

    static void send(RoutingContext request, Failure failure) {
        String path = request.request().path();
        Dialect dialect = Dialect.of(path);
        var response = request.response().setStatusCode(dialect.status(failure.kind()));
        FailureHeaders.ofRefusal(failure, path, response::putHeader);
        if (MetaPaths.contain(path)) {
            MetaPaths.headers().forEach(response::putHeader);
        }
        String requestId = request.request().getHeader(REQUEST_ID);
        if (dialect == Dialect.ERROR && requestId != null) {
            response.putHeader(REQUEST_ID, requestId);
        }
        response.end(dialect.body(failure));
    }
}
