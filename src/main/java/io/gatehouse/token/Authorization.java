package io.gatehouse.token;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API token without its secret; InfluxDB's name for it.
 *
 * @param user for whom it acts
 * @param expiresAt the first instant at which it no longer holds; absent: never
 * @param lastUsedAt to about a minute; absent: not yet
 */
public record Authorization(
        TokenId id,
        OrganizationId organization,
        UserId user,
        boolean active,
        String description,
        List<Permission> permissions,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        Instant createdAt,
        Instant updatedAt) {}
