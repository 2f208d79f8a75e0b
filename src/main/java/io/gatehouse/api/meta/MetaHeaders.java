package io.gatehouse.api.meta;

import io.gatehouse.api.MetaPaths;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.Ids;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** The headers that every answer of the Meta API carries. */
class MetaHeaders {
    @ServerResponseFilter
    void add(ContainerRequestContext request, ContainerResponseContext response) {
        if (MetaPaths.contain(request.getUriInfo().getPath())) {
            response.getHeaders().putSingle("Request-Id", Id.print(Ids.random()));
        }
    }
}
