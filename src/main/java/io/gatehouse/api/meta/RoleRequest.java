package io.gatehouse.api.meta;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.api.StrictBody;
import io.gatehouse.decision.Permission;
import io.gatehouse.role.RolePermissions;
import io.gatehouse.role.UserNames;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to do with a role. */
@RegisterForReflection
record RoleRequest(@Nullable String action, @Nullable Fields role) {
    String requireAction() {
        return StrictBody.require("action", action);
    }

    Fields requireRole() {
        return StrictBody.require("role", role);
    }

    /** Permissions on a declared type, or on one resource of it. */
    @RegisterForReflection
    record OnType(
            @JsonProperty("resource_type") @Nullable String resourceType,
            @Nullable String name,
            @Nullable List<@Nullable String> permissions) {
        static OnType from(Permission permission) {
            return new OnType(permission.type(), permission.name(), List.of(permission.action()));
        }

        RolePermissions.OnType read() {
            return new RolePermissions.OnType(
                    StrictBody.require("resources.resource_type", resourceType),
                    name,
                    StrictBody.elements("resources.permissions", permissions));
        }
    }

    /** The role; each action has its own of these. */
    @RegisterForReflection
    record Fields(
            @Nullable String name,
            @Nullable String newName,
            @Nullable Map<String, @Nullable List<@Nullable String>> permissions,
            @Nullable List<@Nullable OnType> resources,
            @Nullable List<@Nullable String> users) {

        String requireName() {
            return StrictBody.require("role name", name == null || name.isEmpty() ? null : name);
        }

        String requireNewName() {
            return StrictBody.require("role newName", newName == null || newName.isEmpty() ? null : newName);
        }

        RolePermissions readPermissions() {
            return new RolePermissions(
                    Permissions.of(permissions),
                    StrictBody.elements("resources", resources).stream()
                            .map(OnType::read)
                            .toList());
        }

        RolePermissions requirePermissions() {
            if (resources == null) {
                StrictBody.require("permissions", permissions);
            }
            return readPermissions();
        }

        /** Absent: none. */
        UserNames readUsers() {
            return new UserNames(StrictBody.elements("users", users));
        }

        UserNames requireUsers() {
            StrictBody.require("users", users);
            return readUsers();
        }
    }
}
