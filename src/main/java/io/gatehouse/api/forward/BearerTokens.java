package io.gatehouse.api.forward;

import io.gatehouse.api.HeldCallers;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Token;
import io.gatehouse.platform.Failure;
import io.gatehouse.snapshot.Freshness;
import io.gatehouse.snapshot.Tokens;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The tokens that gateways pass on, as far as they are valid; any other fails as UNAUTHENTICATED, in our own words. */
@Singleton
class BearerTokens {
    private final HeldCallers callers;
    private final CurrentVertxRequest current;
    private final Tokens tokens;
    private final Clock clock;

    BearerTokens(HeldCallers callers, CurrentVertxRequest current, Tokens tokens, Clock clock) {
        this.callers = callers;
        this.current = current;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** The token with this secret, which the request carries. */
    Uni<Token> find(String secret, Freshness freshness) {
        return callers.token(current.getCurrent(), secret, freshness).map(this::requireValid);
    }

    /** The token no older than the snapshot: which organization's that must be, only the token itself could tell. */
    Uni<Token> asOf(PolicySnapshot snapshot, String secret, Freshness freshness) {
        return tokens.find(secret, new Freshness(freshness.version(), false), snapshot.organization())
                .map(this::requireValid);
    }

    Instant now() {
        return clock.instant();
    }

    static Failure unauthenticated(String message) {
        return new Failure(Failure.Kind.UNAUTHENTICATED, message);
    }

    private Token requireValid(@Nullable Token token) {
        if (token == null || token.expired(now())) {
            throw unauthenticated("the token is unknown or expired");
        }
        if (!token.active() || !token.userActive()) {
            throw unauthenticated("the token or its user is inactive");
        }
        if (!token.organizationActive()) {
            throw unauthenticated("the organization is inactive");
        }
        return token;
    }
}
