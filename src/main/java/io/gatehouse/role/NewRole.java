package io.gatehouse.role;

import java.util.List;

/** A role to create, with its permissions and the names of its users. */
public record NewRole(String name, RolePermissions permissions, List<String> users) {
    public NewRole {
        users = List.copyOf(users);
    }
}
