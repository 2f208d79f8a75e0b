package io.gatehouse.api;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies over HTTP/2 that do not say how long they are within the {@link RequestLimits}. In front of the doors, as
 * over HTTP/1.1, it would be too early: Quarkus REST cannot take over a stream that has ended.
 */
class Http2Bodies {
    private final RequestLimits limits;

    Http2Bodies(RequestLimits limits) {
        this.limits = limits;
    }

    /** Null: the door reads the body, if there is one. */
    @ServerRequestFilter
    @Nullable
    Uni<Void> read(ContainerRequestContext door, RoutingContext request) {
        if (!RequestLimits.isStreamToRead(request)) {
            return null;
        }
        return Uni.createFrom()
                .emitter(emitter -> limits.read(
                        request,
                        body -> {
                            door.setEntityStream(new ByteArrayInputStream(body.getBytes()));
                            emitter.complete(null);
                        },
                        emitter::fail));
    }
}
