package io.gatehouse.api.influx;

import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Failure;
import io.gatehouse.token.AuthorizationChange;
import io.gatehouse.token.NewAuthorization;
import io.gatehouse.token.RequestedPermission;
import io.gatehouse.token.TokenService;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body that issues or changes a token.
 *
 * @param expiresAt beyond InfluxDB: absent: never
 * @param perms beyond InfluxDB: the permissions in short, instead of {@code permissions}
 */
record AuthorizationRequest(
        @Nullable String orgID,
        @Nullable String userID,
        @Nullable String status,
        @Nullable String description,
        @Nullable List<@Nullable PermissionRequest> permissions,
        @Nullable String perms,
        @Nullable Instant expiresAt) {

    OrganizationId requireOrganization() {
        try {
            return OrganizationId.parse(orgID == null ? "" : orgID);
        } catch (IllegalArgumentException malformed) {
            throw Failure.invalid(orgID == null ? "org id required: invalid ID" : "orgID: " + malformed.getMessage());
        }
    }

    UserId userOr(UserId caller) {
        UserId user = Inputs.given("userID", userID, UserId::parse);
        return user == null ? caller : user;
    }

    NewAuthorization toNewAuthorization(OrganizationId organization, UserId user) {
        return new NewAuthorization(
                organization,
                user,
                !Boolean.FALSE.equals(Inputs.active(status, "invalid status: must be active or inactive")),
                description == null ? "" : description,
                requested(organization, user),
                expiresAt);
    }

    /** Only these can be changed; clients send the whole object back, and the rest of it is ignored. */
    AuthorizationChange toChange() {
        return new AuthorizationChange(
                Inputs.active(status, "encodeAuthorization: unknown authorization status"), description, expiresAt);
    }

    private List<RequestedPermission> requested(OrganizationId organization, UserId user) {
        boolean listed = permissions != null && !permissions.isEmpty();
        if (perms != null && listed) {
            throw Failure.invalid("perms and permissions cannot both be given");
        }
        if (perms != null) {
            return TokenService.shorthand(perms, organization, user);
        }
        if (permissions == null || !listed) {
            throw Failure.invalid("authorization must include permissions");
        }
        return permissions.stream().map(PermissionRequest::toRequested).toList();
    }

    /** A permission in the body. */
    record PermissionRequest(
            @Nullable String action, @Nullable Resource resource) {

        static RequestedPermission toRequested(@Nullable PermissionRequest request) {
            if (request == null || request.action == null || request.action.isEmpty()) {
                throw Failure.invalid("invalid action type for permission: permissions.action is missing");
            }
            Resource resource = request.resource;
            if (resource == null || resource.type == null || resource.type.isEmpty()) {
                throw Failure.invalid("invalid resource type for permission: permissions.resource.type is missing");
            }
            return new RequestedPermission(
                    request.action,
                    resource.type,
                    Inputs.given("permissions.resource.orgID", resource.orgID, OrganizationId::parse),
                    Inputs.given("permissions.resource.id", resource.id, Id::parse),
                    notEmpty("permissions.resource.name", resource.name),
                    notEmpty("permissions.resource.org", resource.org));
        }

        private static @Nullable String notEmpty(String field, @Nullable String text) {
            if (text != null && text.isEmpty()) {
                throw Failure.invalid(field + " is empty");
            }
            return text;
        }
    }

    /** What a permission in the body is on. What is given and empty is an error: without it, it is on more. */
    record Resource(
            @Nullable String type,
            @Nullable String id,
            @Nullable String name,
            @Nullable String orgID,
            @Nullable String org) {}
}
