package io.gatehouse.token;

import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who issues and changes tokens.
 *
 * @param held the permissions of its credential, as they were when it was shown
 * @param token the token that it showed; absent: it showed another credential
 */
public record Issuer(
        Actor actor, PermissionSet held, @Nullable TokenId token) {
    boolean showed(TokenId other) {
        return other.equals(token);
    }

    boolean actsFor(UserId user) {
        return user.equals(actor.user());
    }

    @Override
    public String toString() {
        return actor.credential();
    }
}
