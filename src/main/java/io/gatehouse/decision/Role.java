package io.gatehouse.decision;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** Not as an immutable map of the JDK: of names with equal hashes, each would be compared with all others. */
    static Map<String, Set<NamedPermission>> copyOf(Map<String, Set<NamedPermission>> permissions) {
        var copy = new HashMap<String, Set<NamedPermission>>();
        permissions.forEach((database, names) -> {
            if (!names.isEmpty()) {
                copy.put(database, Set.copyOf(EnumSet.copyOf(names)));
            }
        });
        return Collections.unmodifiableMap(copy);
    }
}
