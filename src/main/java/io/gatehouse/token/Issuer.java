package io.gatehouse.token;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who issues and changes tokens.
 *
 * @param held the permissions of its credential, as they were when it was shown
 * @param shown the token that it showed, which must still hold when it writes; absent: it showed another credential
 */
public record Issuer(
        Actor actor, PermissionSet held, @Nullable Shown shown) {
    boolean showed(TokenId token) {
        return shown != null && shown.id().equals(token);
    }

    boolean actsFor(UserId user) {
        return user.equals(actor.user());
    }

    @Override
    public String toString() {
        return actor.credential();
    }

    /** A token and the one of its secrets with which it was shown. */
    public record Shown(OrganizationId organization, TokenId id, String secret) {
        @Override
        public String toString() {
            return id.toString();
        }
    }
}
