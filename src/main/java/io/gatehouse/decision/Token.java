package io.gatehouse.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a decision needs to know of an API token. The secret is not part of it.
 *
 * @param organization its home, which need not be the organization that is asked about
 * @param expiresAt the first instant at which it no longer holds; absent: never
 * @param organizationActive whether its home is active
 * @param user for whom it acts
 */
public record Token(
        TokenId id,
        OrganizationId organization,
        boolean active,
        @Nullable Instant expiresAt,
        boolean organizationActive,
        UserId user,
        boolean userActive,
        PermissionSet permissions) {

    /** Whether it is expired; at the very instant it is. */
    public boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether it holds: neither it nor its user nor its home is inactive, and it is not expired. */
    public boolean isValid(Instant now) {
        return active && userActive && organizationActive && !expired(now);
    }
}
