package io.gatehouse.decision;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A user as one organization sees it.
 *
 * @param owner whether the user owns the organization, and so administers it
 * @param permissions held directly, by database; under {@link NamedPermission#CLUSTER_WIDE} on all of them
 * @param memberships what being a member or owner of the organization or of buckets gives
 */
public record User(
        UserId id,
        String name,
        boolean active,
        boolean owner,
        Map<String, Set<NamedPermission>> permissions,
        List<Permission> memberships,
        Map<String, String> attributes) {

    public User {
        permissions = Role.copyOf(permissions);
        memberships = List.copyOf(memberships);
        attributes = Map.copyOf(attributes);
    }

    boolean administrator() {
        return owner
                || NamedPermission.makeAdministrator(permissions.getOrDefault(NamedPermission.CLUSTER_WIDE, Set.of()));
    }
}
