package io.gatehouse.api;

import io.gatehouse.decision.Token;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Proof;
import io.gatehouse.role.AccountService;
import io.gatehouse.token.TokenService;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;

/** Callers as actors whose credential must still hold when they write: for all that gives somebody access. */
@Singleton
public class Actors {
    private final TokenService tokens;
    private final AccountService accounts;

    Actors(TokenService tokens, AccountService accounts) {
        this.tokens = tokens;
        this.accounts = accounts;
    }

    public Actor of(SecurityIdentity identity) {
        Caller caller = Caller.of(identity);
        return caller.actor().with(proof(caller, identity));
    }

    private Proof proof(Caller caller, SecurityIdentity identity) {
        Token token = caller.token();
        if (token == null) {
            return transaction -> accounts.requireHolding(transaction, caller.user(), caller.permissions());
        }
        TokenCredential shown = identity.getCredential(TokenCredential.class);
        if (shown == null) {
            throw new Failure(Failure.Kind.UNAUTHENTICATED, "unauthorized access");
        }
        return transaction -> tokens.requireValid(transaction, token.organization(), token.id(), shown.getToken());
    }
}
