package io.gatehouse.api;

import io.gatehouse.platform.Database;
import io.gatehouse.platform.PolicyVersion;
import io.vertx.core.Vertx;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells the client of a write which version of its organization's policy it made. */
class PolicyVersionHeader {
    @ServerResponseFilter
    void tell(ContainerResponseContext response) {
        var context = Vertx.currentContext();
        PolicyVersion version = context == null ? null : context.getLocal(Database.VERSION_KEY);
        if (version != null) {
            response.getHeaders().putSingle(PolicyHeaders.VERSION, version.version());
        }
    }
}
