package io.gatehouse.api.meta;

import io.gatehouse.role.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A role with its permissions and users. */
record RoleResponse(
        String name,
        @Nullable Map<String, List<String>> permissions,
        @Nullable List<RoleRequest.OnType> resources,
        @Nullable List<String> users) {
    static RoleResponse from(Role role) {
        return new RoleResponse(
                role.name(),
                Permissions.print(role.rights()),
                role.declared().isEmpty()
                        ? null
                        : role.declared().stream().map(RoleRequest.OnType::from).toList(),
                role.users().isEmpty() ? null : role.users());
    }

    /** Roles; {@code {}} if there are none. */
    record Many(@Nullable List<RoleResponse> roles) {
        static Many from(List<Role> roles) {
            return new Many(
                    roles.isEmpty()
                            ? null
                            : roles.stream().map(RoleResponse::from).toList());
        }
    }
}
