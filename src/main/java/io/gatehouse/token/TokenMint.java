package io.gatehouse.token;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.TokenId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Ids;
import io.gatehouse.platform.PepperRing;
import io.gatehouse.platform.Transaction;
import io.gatehouse.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Makes secrets and stores their hashes. */
@ApplicationScoped
class TokenMint {
    private static final int STRONG = 32;

    private final TokenStore store;
    private final PepperRing peppers;
    private final Clock clock;
    private final boolean production;

    TokenMint(
            TokenStore store,
            PepperRing peppers,
            Clock clock,
            @ConfigProperty(name = "gatehouse.production", defaultValue = "false") boolean production) {
        this.store = store;
        this.peppers = peppers;
        this.clock = clock;
        this.production = production;
    }

    /**
     * Goes on only with a secret that may be chosen here: in production, none that could be guessed.
     *
     * @throws Failure INVALID
     */
    void requireStrong(@Nullable String chosen) {
        if (production && chosen != null && chosen.length() < STRONG) {
            throw Failure.invalid("token is too weak for production: at least " + STRONG + " characters");
        }
    }

    /**
     * Goes on only with a token that holds now, and then until the end of the transaction.
     *
     * @throws Failure UNAUTHENTICATED, as the result
     */
    Uni<Void> requireValid(Transaction transaction, OrganizationId organization, TokenId token, String secret) {
        return store.lockValid(transaction, organization, token, peppers.hashes(secret), now())
                .invoke(valid -> {
                    if (!valid) {
                        throw new Failure(Failure.Kind.UNAUTHENTICATED, "unauthorized access");
                    }
                })
                .replaceWithVoid();
    }

    Uni<IssuedToken> issue(
            Transaction transaction, User user, NewAuthorization requested, List<Permission> permissions) {
        return issue(transaction, user, requested, permissions, TokenSecret.generate());
    }

    /** With a secret that the caller chose, which only setup may. */
    Uni<IssuedToken> issue(
            Transaction transaction,
            User user,
            NewAuthorization requested,
            List<Permission> permissions,
            String secret) {
        Instant now = now();
        var authorization = new Authorization(
                new TokenId(Ids.timeOrdered(now.toEpochMilli())),
                requested.organization(),
                user.id(),
                requested.active(),
                requested.description(),
                permissions,
                requested.expiresAt() == null ? null : requested.expiresAt().truncatedTo(ChronoUnit.MICROS),
                null,
                now,
                now);
        return store.insert(transaction, authorization, user)
                .chain(() -> store.insertSecret(transaction, authorization, secret, peppers.hash(secret)))
                .replaceWith(new IssuedToken(authorization, secret));
    }

    Uni<IssuedToken> rotate(Transaction transaction, Authorization authorization, Duration grace) {
        String secret = TokenSecret.generate();
        Instant now = now();
        return store.retireSecret(transaction, authorization, now.plus(grace), now)
                .chain(() -> store.insertSecret(transaction, authorization, secret, peppers.hash(secret)))
                .replaceWith(new IssuedToken(authorization, secret));
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
