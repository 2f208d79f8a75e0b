package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses changes that a page of another origin has a browser ask for. The browser sends the Basic credentials along that
 * it remembers, and some doors read any content type, so that a form is enough.
 *
 * <p>Doors that only decide change nothing, and get headers that gateways pass on as they came: they are left alone.
 */
@Singleton
class CrossSite {
    /** And behind the lanes, which open doors that decide. */
    private static final int BEFORE_AUTHENTICATION = 235;

    private static final String FETCH_SITE = "Sec-Fetch-Site";

    /** {@code none}: the user asked, not a page. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String SCHEME_END = "://";
    private static final int NO_PORT = -1;

    void open(@Observes Filters filters) {
        filters.register(CrossSite::pass, BEFORE_AUTHENTICATION);
    }

    private static void pass(RoutingContext request) {
        HttpServerRequest http = request.request();
        if (!SAFE.contains(http.method()) && isForeign(http) && !onlyDecides(request.normalizedPath())) {
            Refusal.send(request, Failure.forbidden("a page of another origin may not ask for this"));
            return;
        }
        request.next();
    }

    private static boolean isForeign(HttpServerRequest http) {
        String site = http.getHeader(FETCH_SITE);
        if (site != null && !site.isEmpty()) {
            return !OWN_SITES.contains(site);
        }
        String origin = http.getHeader(HttpHeaders.ORIGIN); // older browsers, and all without TLS, send this alone
        return origin != null && !isOrigin(origin, http.authority());
    }

    /** Whether a page of the origin is one of the host that is asked; a proxy may have left the port of TLS out. */
    private static boolean isOrigin(String origin, @Nullable HostAndPort asked) {
        int scheme = origin.indexOf(SCHEME_END);
        HostAndPort page =
                scheme < 0 ? null : HostAndPort.parseAuthority(origin.substring(scheme + SCHEME_END.length()), NO_PORT);
        int usual = origin.startsWith("https:") ? 443 : 80;
        return page != null
                && asked != null
                && page.host().equalsIgnoreCase(asked.host())
                && port(page, usual) == port(asked, usual);
    }

    private static int port(HostAndPort address, int usual) {
        return address.port() == NO_PORT ? usual : address.port();
    }

    private static boolean onlyDecides(String path) {
        return path.equals(DoorPaths.AUTHORIZE)
                || path.startsWith(DoorPaths.AUTHZEN + "/")
                || path.startsWith(DoorPaths.SERIES + "/");
    }
}
