package io.gatehouse.api;

import io.gatehouse.decision.Token;
import io.gatehouse.snapshot.Freshness;
import io.gatehouse.snapshot.HeldToken;
import io.gatehouse.snapshot.Tokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Callers with a valid token; once it has been seen, nothing has to be waited for.
 *
 * <p>What a look-up found is kept with the request, so that nobody who comes later waits for it again.
 */
@Singleton
public class HeldCallers {
    private static final String LOOKED_UP = HeldCallers.class.getName();

    private final Tokens tokens;
    private final Clock clock;

    HeldCallers(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Finds out who sent the request: at once where its token is held, else when it has been looked up. Null if the
     * credential is to be refused, is no token, or is to be as fresh as some version.
     */
    public void find(RoutingContext request, Consumer<@Nullable Held> then) {
        String secret = secret(request.request());
        HeldToken held = secret == null ? null : tokens.ifFresh(secret, Freshness.ANY, null);
        if (secret == null
                || held != null
                || PolicyHeaders.askForFreshness(request.request().headers())) {
            then.accept(held == null || secret == null ? null : valid(secret, held));
            return;
        }
        Uni<@Nullable HeldToken> found =
                tokens.hold(secret, Freshness.ANY, null).memoize().indefinitely();
        request.put(LOOKED_UP, new Sight(secret, found));
        found.subscribe()
                .with(
                        token -> proceed(request, then, token == null ? null : valid(secret, token)),
                        unavailable -> proceed(request, then, null));
    }

    /** The same caller now, some time after it was found; null if its token has ended meanwhile. */
    public @Nullable Held stillValid(Held caller) {
        return valid(caller.secret(), caller.held());
    }

    /** The token with this secret, which the request carries; null if nobody issued it. */
    public Uni<@Nullable Token> token(RoutingContext request, String secret, Freshness freshness) {
        Sight seen = request.get(LOOKED_UP);
        Uni<@Nullable HeldToken> found =
                seen != null && seen.secret().equals(secret) ? seen.found() : tokens.hold(secret, freshness, null);
        return found.map(held -> held == null ? null : held.token());
    }

    /** Without this, an exception in the callback would leave the request unanswered. */
    private static void proceed(RoutingContext request, Consumer<@Nullable Held> then, @Nullable Held held) {
        try {
            then.accept(held);
        } catch (RuntimeException failed) {
            request.fail(failed);
        }
    }

    private static @Nullable String secret(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        return headers.size() == 1 && Credential.ofHeader(headers.get(0)) instanceof Credential.Token credential
                ? credential.secret()
                : null;
    }

    private @Nullable Held valid(String secret, HeldToken held) {
        Instant now = clock.instant();
        return held.token().isValid(now) ? new Held(secret, held, now) : null;
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
            return Caller.ofValid(token(), null);
        }

        @Override
        public String toString() {
            return token().id().toString();
        }
    }

    /** What was found of a token for this request. */
    private record Sight(String secret, Uni<@Nullable HeldToken> found) {
        @Override
        public String toString() {
            return "sight of a token";
        }
    }
}
