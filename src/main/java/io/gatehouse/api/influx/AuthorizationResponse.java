package io.gatehouse.api.influx;

import io.gatehouse.token.Authorization;
import io.gatehouse.token.Names;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token on the wire.
 *
 * @param token the secret in the answer that creates it, empty in every other
 */
record AuthorizationResponse(
        String id,
        String token,
        String status,
        String description,
        String orgID,
        @Nullable String org,
        String userID,
        @Nullable String user,
        List<PermissionResponse> permissions,
        Map<String, String> links,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {

    static AuthorizationResponse from(Authorization authorization, Names names) {
        return from(authorization, names, "");
    }

    static AuthorizationResponse from(Authorization authorization, Names names, String secret) {
        return new AuthorizationResponse(
                authorization.id().toString(),
                secret,
                Inputs.status(authorization.active()),
                authorization.description(),
                authorization.organization().toString(),
                names.organization(authorization.organization()),
                authorization.user().toString(),
                names.user(authorization.user()),
                authorization.permissions().stream()
                        .map(permission -> PermissionResponse.from(permission, names))
                        .toList(),
                Links.of("self", "/api/v2/authorizations/" + authorization.id())
                        .and("user", "/api/v2/users/" + authorization.user())
                        .map(),
                authorization.createdAt(),
                authorization.updatedAt(),
                authorization.expiresAt(),
                authorization.lastUsedAt());
    }

    @Override
    public String toString() {
        return "authorization " + id;
    }

    /** A list of tokens on the wire. */
    record Many(Map<String, String> links, List<AuthorizationResponse> authorizations) {
        static Many from(List<Authorization> authorizations, Names names) {
            return new Many(
                    Links.of("self", "/api/v2/authorizations").map(),
                    authorizations.stream()
                            .map(authorization -> AuthorizationResponse.from(authorization, names))
                            .toList());
        }
    }
}
