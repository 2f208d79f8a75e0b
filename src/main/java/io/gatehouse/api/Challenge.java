package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The answer to a request whose credential is missing or does not hold. */
final class Challenge {
    /** What a client may present, for {@code WWW-Authenticate}. */
    static final String SCHEMES = "Bearer realm=\"Gatehouse\", Basic realm=\"Gatehouse\"";

    private static final String FAILURE = "gatehouse.authentication-failure";

    private Challenge() {}

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
