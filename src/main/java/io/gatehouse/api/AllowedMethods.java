package io.gatehouse.api;

import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/** The methods that there are at the path of a request; the framework knows them and does not tell. */
final class AllowedMethods {
    private AllowedMethods() {}

    static String of(ResteasyReactiveRequestContext request) {
        Set<String> methods = new TreeSet<>();
        String path = request.getPathWithoutPrefix();
        var classes = new RequestMapper<>(request.getDeployment().getClassMappers());
        for (var match = classes.map(path); match != null; match = classes.continueMatching(path, match)) {
            for (ServerRestHandler handler : match.value.handlers) {
                if (handler instanceof ClassRoutingHandler routing) {
                    add(methods, routing, match.remaining.isEmpty() ? "/" : match.remaining);
                }
            }
        }
        return String.join(", ", methods);
    }

    private static void add(Set<String> methods, ClassRoutingHandler routing, String path) {
        routing.getMappers().forEach((method, mapper) -> {
            if (method != null && mapper.map(path) != null) {
                methods.add(method);
            }
        });
    }
}
