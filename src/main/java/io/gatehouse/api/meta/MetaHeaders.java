package io.gatehouse.api.meta;

import io.gatehouse.api.MetaPaths;
import io.gatehouse.api.PolicyHeaders;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** The headers that the answers of the Meta API carry. */
class MetaHeaders {
    /** Behind the filter that tells the version of a write. */
    private static final int LATE = 1_000;

    @ServerResponseFilter(priority = LATE)
    void add(ContainerRequestContext request, ContainerResponseContext response) {
        if (!MetaPaths.contain(request.getUriInfo().getPath())) {
            return;
        }
        MetaPaths.headers().forEach(response.getHeaders()::putSingle);
        Object version = response.getHeaders().getFirst(PolicyHeaders.VERSION);
        if (version != null) {
            response.getHeaders().putSingle("Influxdb-Metaindex", version);
        }
    }
}
