package io.gatehouse.token;

import io.gatehouse.decision.PermissionSet;
import io.gatehouse.platform.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who issues and changes tokens.
 *
 * @param held the permissions of its credential, as they were when it was shown
 * @param secret of the token that it showed, which must still hold when it writes; absent: it showed another credential
 */
public record Issuer(
        Actor actor, PermissionSet held, @Nullable String secret) {
    @Override
    public String toString() {
        return actor.credential();
    }
}
