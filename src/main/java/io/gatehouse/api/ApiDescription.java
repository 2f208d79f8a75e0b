package io.gatehouse.api;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * {@code /q/openapi} on the management port: all doors, as an OpenAPI document in JSON. It is a resource, and its test
 * compares it with what the doors are; made at each start, it took a fifth of the native executable's.
 */
@Singleton
class ApiDescription {
    private static final String DOCUMENT = "openapi.json";

    void open(@Observes ManagementInterface management) {
        management.router().get("/q/openapi").handler(ApiDescription::send);
    }

    private static void send(RoutingContext request) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(read()));
    }

    private static byte[] read() {
        try (InputStream document = ApiDescription.class.getResourceAsStream(DOCUMENT)) {
            return Objects.requireNonNull(document, DOCUMENT).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
