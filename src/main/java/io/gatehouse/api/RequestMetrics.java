package io.gatehouse.api;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the labels of the HTTP metrics few. Quarkus labels a request that reaches no door, such as one with a wrong
 * credential, with its whole path, and any request with its method: both are anybody's to choose. What asks for a
 * decision keeps its path also where a lane answers, or a refusal, before any door is reached.
 */
final class RequestMetrics {
    private static final String REQUESTS = "http.server";
    private static final String UNMATCHED = "/unmatched";
    private static final Set<String> DECIDING =
            Set.of(DoorPaths.AUTHORIZE, DoorPaths.EVALUATION, DoorPaths.EVALUATIONS);
    private static final int FIRST = 1000;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private RequestMetrics() {}

    static void register(@Observes Filters filters) {
        filters.register(RequestMetrics::name, FIRST);
    }

    /** Denies instead of renaming, since the registry remembers each name that it renamed. */
    @Produces
    @Singleton
    static MeterFilter knownMethods() {
        return MeterFilter.deny(RequestMetrics::hasUnknownMethod);
    }

    /** Quarkus REST gives another name to what it matches. */
    private static void name(RoutingContext request) {
        if (request.request() instanceof HttpServerRequestInternal internal
                && internal.metric() instanceof HttpRequestMetric metric) {
            metric.setTemplatePath(label(internal.path()));
        }
        request.next();
    }

    private static String label(@Nullable String path) {
        return path != null && DECIDING.contains(path) ? path : UNMATCHED;
    }

    private static boolean hasUnknownMethod(Meter.Id meter) {
        String method = meter.getName().startsWith(REQUESTS) ? meter.getTag("method") : null;
        return method != null && !METHODS.contains(method);
    }
}
