package io.gatehouse.decision;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A named group of permissions, and the users who have it.
 *
 * @param permissions by database; under {@link NamedPermission#CLUSTER_WIDE} on all of them
 * @param declared permissions on resources that are not databases
 */
public record Role(
        String name, Map<String, Set<NamedPermission>> permissions, List<Permission> declared, Set<UserId> users) {

    public Role {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a role needs a name");
        }
        permissions = copyOf(permissions);
        declared = List.copyOf(declared);
        users = Set.copyOf(users);
    }

    static Map<String, Set<NamedPermission>> copyOf(Map<String, Set<NamedPermission>> permissions) {
        return permissions.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> Set.copyOf(EnumSet.copyOf(entry.getValue()))));
    }
}
