package io.gatehouse.token;

import io.gatehouse.decision.Bounds;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens to list; what is absent does not narrow.
 *
 * @param users for whom they act
 * @param readable users outside of whom nobody is asked about
 */
public record AuthorizationFilter(
        @Nullable OrganizationId organization,
        @Nullable Set<UserId> users,
        @Nullable TokenId id,
        Bounds readable) {

    static AuthorizationFilter one(TokenId id) {
        return new AuthorizationFilter(null, null, id, Bounds.EVERYWHERE);
    }
}
