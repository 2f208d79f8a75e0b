package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.function.BiConsumer;

/** The headers of a failure, in the dialect of the door that the path leads to. */
final class FailureHeaders {
    private static final String RETRY_AFTER_SECONDS = "1";

    private FailureHeaders() {}

    /** Those of a failure that comes up before a door is reached. */
    static void ofRefusal(Failure failure, String path, BiConsumer<String, String> headers) {
        add(failure, path, headers);
        if (failure.kind() == Failure.Kind.UNAUTHENTICATED) {
            challenge(path, headers);
        }
    }

    /** Those of a failure that a door has: of InfluxDB's, no client is asked for another credential than it has sent. */
    static void ofDoor(Failure failure, String path, BiConsumer<String, String> headers) {
        add(failure, path, headers);
        if (failure.kind() == Failure.Kind.UNAUTHENTICATED && Dialect.of(path) != Dialect.INFLUX) {
            challenge(path, headers);
        }
    }

    private static void add(Failure failure, String path, BiConsumer<String, String> headers) {
        Dialect dialect = Dialect.of(path);
        headers.accept(HttpHeaders.CONTENT_TYPE, dialect.contentType());
        if (dialect == Dialect.INFLUX) {
            headers.accept(InfluxHeaders.ERROR_CODE, Dialect.influxCode(failure.kind()));
        }
        if (MetaPaths.contain(path) && failure.kind() != Failure.Kind.UNAUTHENTICATED) {
            headers.accept(MetaPaths.ERROR, MetaPaths.error(failure));
        }
        if (failure.kind() == Failure.Kind.UNAVAILABLE || failure.kind() == Failure.Kind.TOO_MANY_REQUESTS) {
            headers.accept(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
    }

    private static void challenge(String path, BiConsumer<String, String> headers) {
        headers.accept(HttpHeaders.WWW_AUTHENTICATE, Challenge.schemes(path));
    }
}
