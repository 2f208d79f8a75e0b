package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;

/**
 * How long a body may be: 1 MiB, or 10 MiB at the doors that take whole writes.
 *
 * <p>The server's own check knows one limit for all and answers in no dialect. So a length that is told beforehand is
 * checked here before it; and a body whose length is not told is collected here, up to the limit.
 */
class BodyLimits {
    private static final int DEFAULT = 1024 * 1024;
    private static final int WHOLE_WRITES = 10 * DEFAULT;

    /** Behind authentication, before the server's own check. */
    private static final int PRIORITY = 10;

    void register(@Observes Filters filters) {
        filters.register(BodyLimits::check, PRIORITY);
    }

    private static void check(RoutingContext request) {
        HttpServerRequest http = request.request();
        String length = http.getHeader(HttpHeaders.CONTENT_LENGTH);
        int limit = request.normalizedPath().startsWith("/v1/series/") ? WHOLE_WRITES : DEFAULT;
        if (length != null && isOver(length, limit)) {
            refuse(request, limit);
        } else if (length != null || http.isEnded()) {
            request.next();
        } else {
            collect(request, limit);
        }
    }

    private static void collect(RoutingContext request, int limit) {
        HttpServerRequest http = request.request();
        Buffer body = Buffer.buffer();
        http.handler(chunk -> {
            boolean over = body.length() + chunk.length() > limit;
            if (over && !request.response().ended()) {
                refuse(request, limit);
            } else if (!over) {
                body.appendBuffer(chunk);
            }
        });
        http.endHandler(end -> {
            if (!request.response().ended()) {
                ((RoutingContextInternal) request).setBody(body);
                request.next();
            }
        });
        if ("100-continue".equalsIgnoreCase(http.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        http.resume();
    }

    private static void refuse(RoutingContext request, int limit) {
        Dialect dialect = Dialect.of(request.normalizedPath());
        var failure = new Failure(Failure.Kind.TOO_LARGE, "the body is longer than " + limit + " bytes");
        var response = request.response()
                .setStatusCode(dialect.status(failure.kind()))
                .putHeader(HttpHeaders.CONTENT_TYPE, dialect.contentType())
                .putHeader(HttpHeaders.CONNECTION, "close");
        if (dialect == Dialect.INFLUX) {
            response.putHeader(InfluxHeaders.ERROR_CODE, Dialect.influxCode(failure.kind()));
        }
        response.end(dialect.body(failure));
    }

    /** What is no number, the server refuses before us. */
    private static boolean isOver(String length, int limit) {
        return length.length() > 9 || Integer.parseInt(length) > limit;
    }
}
