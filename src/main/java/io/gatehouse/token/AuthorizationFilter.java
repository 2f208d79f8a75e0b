package io.gatehouse.token;

import io.gatehouse.decision.Bounds;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens to list; what is absent does not narrow.
 *
 * @param users for whom they act
 */
public record AuthorizationFilter(
        @Nullable OrganizationId organization,
        @Nullable UserId user,
        @Nullable TokenId id,
        Bounds users) {

    static AuthorizationFilter one(TokenId id) {
        return new AuthorizationFilter(null, null, id, Bounds.EVERYWHERE);
    }
}
