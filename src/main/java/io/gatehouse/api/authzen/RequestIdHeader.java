package io.gatehouse.api.authzen;

import io.gatehouse.api.RequestId;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives the request's id back, so that the caller can tell which answer is whose. */
class RequestIdHeader {
    @ServerResponseFilter
    void echo(ContainerRequestContext request, ContainerResponseContext response) {
        String id = request.getHeaderString(RequestId.HEADER);
        if (id != null && request.getUriInfo().getPath().startsWith("/access/")) {
            response.getHeaders().putSingle(RequestId.HEADER, id);
        }
    }
}
