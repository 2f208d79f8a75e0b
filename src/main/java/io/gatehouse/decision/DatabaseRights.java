package io.gatehouse.decision;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * On which databases a user or role may read and write by its named permissions.
 *
 * <p>Names of equal hashes, which tenants can see to, are as fast in a {@code HashSet} as others, and not in the
 * immutable sets of the JDK.
 *
 * @param readable names; {@link NamedPermission#CLUSTER_WIDE} stands for every database of the organization
 */
record DatabaseRights(Set<String> readable, Set<String> writable) {

    static DatabaseRights of(Map<String, Set<NamedPermission>> permissions) {
        return new DatabaseRights(
                databases(permissions, NamedPermission.READ_DATA), databases(permissions, NamedPermission.WRITE_DATA));
    }

    private static Set<String> databases(Map<String, Set<NamedPermission>> permissions, NamedPermission permission) {
        return permissions.entrySet().stream()
                .filter(entry -> entry.getValue().contains(permission))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
    }

    boolean cover(String action, Target target) {
        if (!target.type().equals(ResourceType.BUCKETS.text())) {
            return false;
        }
        Set<String> databases = databases(action);
        return databases.contains(target.name()) || (target.ours() && databases.contains(NamedPermission.CLUSTER_WIDE));
    }

    /** Under which keys the action is held so that the database is covered: its name, or that of all. */
    List<String> covering(String action, Target target) {
        return Stream.of(NamedPermission.CLUSTER_WIDE, target.name())
                .filter(databases(action)::contains)
                .filter(key -> target.ours() || !key.equals(NamedPermission.CLUSTER_WIDE))
                .toList();
    }

    private Set<String> databases(String action) {
        return switch (action) {
            case Permission.READ -> readable;
            case Permission.WRITE -> writable;
            default -> Set.of();
        };
    }
}
