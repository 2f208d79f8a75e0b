package io.gatehouse.token;

import io.gatehouse.platform.Names;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to change of a token; what is absent stays. Its permissions never change. */
public record AuthorizationChange(
        @Nullable Boolean active,
        @Nullable String description,
        @Nullable Instant expiresAt) {

    public AuthorizationChange {
        description = description == null ? null : Names.requireText("description", description);
    }

    /** Whether it makes the token outlive its expiry. */
    boolean prolongs(Authorization authorization) {
        Instant end = authorization.expiresAt();
        return end != null && expiresAt != null && expiresAt.isAfter(end);
    }

    Authorization applyTo(Authorization authorization, Instant now) {
        return new Authorization(
                authorization.id(),
                authorization.organization(),
                authorization.user(),
                active == null ? authorization.active() : active,
                description == null ? authorization.description() : description,
                authorization.permissions(),
                expiresAt == null ? authorization.expiresAt() : expiresAt,
                authorization.lastUsedAt(),
                authorization.createdAt(),
                now);
    }
}
