package io.gatehouse.token;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Names;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A token to issue. */
public record NewAuthorization(
        OrganizationId organization,
        UserId user,
        boolean active,
        String description,
        List<RequestedPermission> permissions,
        @Nullable Instant expiresAt) {
    private static final int MAX_PERMISSIONS = 10_000;

    public NewAuthorization {
        Names.requireText("description", description);
        if (permissions.isEmpty()) {
            throw Failure.invalid("authorization must include permissions");
        }
        if (permissions.size() > MAX_PERMISSIONS) {
            throw Failure.invalid("permissions: at most " + MAX_PERMISSIONS + " are possible");
        }
        permissions = List.copyOf(permissions);
    }
}
