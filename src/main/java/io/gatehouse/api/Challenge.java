package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The answer to a request whose credential is missing or does not hold. */
final class Challenge {
    /** What a client may present, for {@code WWW-Authenticate}. */
    static final String SCHEMES = "Bearer realm=\"Gatehouse\", Basic realm=\"Gatehouse\"";

    /** The one that clients of the Meta API expect. */
    private static final String META_SCHEME = "Basic realm=\"InfluxDB\"";

    private static final String FAILURE = "gatehouse.authentication-failure";

    private Challenge() {}

    /** What a client may present at the door behind this path. */
    static String schemes(String path) {
        return MetaPaths.contain(path) ? META_SCHEME : SCHEMES;
    }

    /** Notes why the credential does not hold. */
    static void note(RoutingContext request, Failure failure) {
        request.put(FAILURE, failure);
    }

    static Failure of(RoutingContext request) {
        @Nullable Failure noted = request.get(FAILURE);
        return noted == null ? new Failure(Failure.Kind.UNAUTHENTICATED, "unauthorized access") : noted;
    }

    static void send(RoutingContext request) {
        Refusal.send(request, of(request));
    }
}
