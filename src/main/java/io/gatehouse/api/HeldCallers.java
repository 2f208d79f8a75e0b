package io.gatehouse.api;

import io.gatehouse.decision.Token;
import io.gatehouse.snapshot.Freshness;
import io.gatehouse.snapshot.HeldToken;
import io.gatehouse.snapshot.Tokens;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Callers with a token that is held in memory and valid: those for whom nothing has to be waited for. */
@Singleton
public class HeldCallers {
    private final Tokens tokens;
    private final Clock clock;

    HeldCallers(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Who sent the request; null if that takes a look-up to know, or if the credential is to be refused. */
    public @Nullable Held find(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.size() != 1 || !(Credential.ofHeader(headers.get(0)) instanceof Credential.Token credential)) {
            return null;
        }
        Instant now = clock.instant();
        HeldToken token = tokens.ifFresh(credential.secret(), Freshness.ANY, null);
        return token == null || !isValid(token.token(), now) ? null : new Held(credential.secret(), token, now);
    }

    private static boolean isValid(Token token, Instant now) {
        return token.active() && token.userActive() && token.organizationActive() && !token.expired(now);
    }

    /**
     * A caller.
     *
     * @param now when it was found to be valid
     */
    public record Held(String secret, HeldToken held, Instant now) {
        public Token token() {
            return held.token();
        }

        public Caller caller() {
            Token token = token();
            return new Caller(token, token.user(), token.organization(), token.permissions(), null);
        }

        @Override
        public String toString() {
            return token().id().toString();
        }
    }
}
