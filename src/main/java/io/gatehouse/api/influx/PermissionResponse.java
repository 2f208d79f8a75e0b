package io.gatehouse.api.influx;

import io.gatehouse.decision.Id;
import io.gatehouse.decision.Permission;
import io.gatehouse.token.Names;
import org.jspecify.annotations.Nullable;

/** A permission on the wire. */
record PermissionResponse(String action, Resource resource) {

    /** What a permission is on; the names are looked up for the reader and decide nothing. */
    record Resource(
            String type,
            @Nullable String id,
            @Nullable String name,
            @Nullable String orgID,
            @Nullable String org) {}

    static PermissionResponse from(Permission permission, Names names) {
        var organization = permission.organization();
        Long id = permission.id();
        return new PermissionResponse(
                permission.action(),
                new Resource(
                        permission.type(),
                        id == null ? null : Id.print(id),
                        id == null ? permission.name() : names.resource(permission.type(), id),
                        organization == null ? null : organization.toString(),
                        organization == null ? null : names.organization(organization)));
    }
}
