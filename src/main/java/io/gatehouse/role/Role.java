package io.gatehouse.role;

import io.gatehouse.platform.Names;
import java.util.List;

/**
 * A named group of permissions in an organization.
 *
 * @param users the names of those who have it
 */
public record Role(RoleId id, String name, Rights rights, List<String> users) {
    public Role {
        Names.requireName("role name", name);
        users = List.copyOf(users);
    }

    Role with(Rights changed) {
        return new Role(id, name, changed, users);
    }
}
