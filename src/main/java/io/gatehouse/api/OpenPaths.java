package io.gatehouse.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Which requests need no credential: all others do, also those to paths that do not exist.
 *
 * <p>{@code /authorize} is among them because it checks the credential itself, as its answer; the changes of one's own
 * password because they prove the old one.
 */
@ApplicationScoped
class OpenPaths implements HttpSecurityPolicy {
    private static final Set<String> OPEN = Set.of(
            DoorPaths.INFLUX,
            DoorPaths.INFLUX + "/setup",
            DoorPaths.INFLUX + "/signin",
            DoorPaths.INFLUX + "/signout",
            "/health",
            "/ready",
            "/ping",
            DoorPaths.AUTHORIZE,
            DoorPaths.AUTHZEN_CONFIGURATION);
    private static final String PASSWORD = "/password";

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
        if (contains(request)) {
            return CheckResult.permit();
        }
        return identity.map(who -> who.isAnonymous() ? CheckResult.DENY : CheckResult.PERMIT);
    }

    static boolean contains(RoutingContext request) {
        String path = request.normalizedPath();
        return OPEN.contains(path)
                || (path.endsWith(PASSWORD)
                        && path.startsWith(DoorPaths.INFLUX + "/")
                        && request.request().method().equals(HttpMethod.PUT));
    }
}
