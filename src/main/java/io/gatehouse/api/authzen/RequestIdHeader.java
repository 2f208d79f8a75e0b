package io.gatehouse.api.authzen;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives the request's id back, so that the caller can tell which answer is whose. */
class RequestIdHeader {
    private static final String NAME = "X-Request-ID";

    @ServerResponseFilter
    void echo(ContainerRequestContext request, ContainerResponseContext response) {
        String id = request.getHeaderString(NAME);
        if (id != null && request.getUriInfo().getPath().startsWith("/access/")) {
            response.getHeaders().putSingle(NAME, id);
        }
    }
}
