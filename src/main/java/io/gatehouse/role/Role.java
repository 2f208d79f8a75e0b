package io.gatehouse.role;

import io.gatehouse.decision.Permission;
import io.gatehouse.platform.Names;
import java.util.List;

/**
 * A named group of permissions in an organization.
 *
 * @param declared permissions on resources of types that the organization declared
 * @param users the names of those who have it
 */
public record Role(RoleId id, String name, Rights rights, List<Permission> declared, List<String> users) {
    public Role {
        Names.requireName("role name", name);
        declared = List.copyOf(declared);
        users = List.copyOf(users);
    }

    Role with(Rights changed, List<Permission> changedDeclared) {
        return new Role(id, name, changed, changedDeclared, users);
    }
}
