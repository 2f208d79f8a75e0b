package io.gatehouse.decision;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The permissions that somebody holds, compiled so that asking costs a few hash probes however many there are.
 *
 * <p>It answers two questions. {@link #satisfies} is InfluxDB's own, for the admin API, where the need itself says
 * whether it has an organization. {@link #covers} is the decision's, which always knows the organization, and therefore
 * lets a permission of another one count for nothing.
 */
public final class PermissionSet {
    public static final PermissionSet EMPTY = of(List.of());

    private final List<Permission> permissions;
    private final Places places;
    private final Map<String, Map<String, Held>> byActionAndType = new HashMap<>();
    private final boolean operator;

    private PermissionSet(List<Permission> permissions, Places places) {
        this.permissions = permissions;
        this.places = places;
        for (Permission permission : permissions) {
            byActionAndType
                    .computeIfAbsent(permission.action(), action -> new HashMap<>())
                    .computeIfAbsent(permission.type(), type -> new Held())
                    .add(permission);
        }
        this.operator = holdsEverything();
    }

    public static PermissionSet of(Collection<Permission> permissions) {
        return of(permissions, Places.NONE);
    }

    /** The permissions, and those of the places, which are not written out. */
    public static PermissionSet of(Collection<Permission> permissions, Places places) {
        return new PermissionSet(List.copyOf(permissions), places);
    }

    /** As this one, with more places that are owned. */
    public PermissionSet owning(Collection<OrganizationId> organizations) {
        return organizations.isEmpty() ? this : new PermissionSet(permissions, places.owning(organizations));
    }

    /** What it was made of beside the places, in that order. */
    public List<Permission> list() {
        return permissions;
    }

    public Places places() {
        return places;
    }

    /** Every permission, those of the places first, one by one as they are asked for. */
    public Stream<Permission> stream() {
        return Stream.concat(places.permissions(), permissions.stream());
    }

    /** How many permissions {@link #stream} has. */
    public long size() {
        return places.size() + permissions.size();
    }

    /** Whether it has every permission of the other, or everything. */
    public boolean includes(PermissionSet other) {
        Set<Permission> own = new HashSet<>(permissions);
        boolean everything = own.contains(Permission.everywhere(Permission.READ, Permission.INSTANCE))
                && own.contains(Permission.everywhere(Permission.WRITE, Permission.INSTANCE));
        return everything
                || (other.permissions.stream().allMatch(one -> own.contains(one) || places.include(one))
                        && other.places.areAmong(places));
    }

    /** Whether one of the permissions {@link Permission#satisfies} the need. */
    public boolean satisfies(Permission need) {
        if (held(need.action(), Permission.INSTANCE) != null) {
            return true;
        }
        Permission asked = need.asAsked();
        Held held = held(asked.action(), asked.type());
        return (held != null && held.satisfies(asked))
                || places.cover(asked.organization(), asked.action(), asked.type(), asked.id());
    }

    /** Outside of which no need for the action on one resource of the type is {@linkplain #satisfies satisfied}. */
    public Bounds bounds(String action, String type) {
        if (held(action, Permission.INSTANCE) != null) {
            return Bounds.EVERYWHERE;
        }
        Held held = held(action, type);
        Bounds bounds = held == null ? Bounds.NOWHERE : held.bounds(Permission.isAskedAlone(type));
        return bounds.or(places.bounds(action, type));
    }

    /**
     * Whether one of the permissions allows the action on this resource.
     *
     * @param organization whose resource it is; null if that is not known, and then only permissions on all
     *     organizations count
     */
    public boolean covers(
            @Nullable OrganizationId organization, String action, String type, @Nullable Long id, String name) {
        Held instance = held(action, Permission.INSTANCE);
        if (instance != null && instance.all.includes(organization)) {
            return true;
        }
        Held held = held(action, type);
        boolean alone = Permission.isAskedAlone(type) && id != null;
        return (held != null && held.covers(organization, alone, id, name))
                || places.cover(organization, action, type, id);
    }

    /** Whether the holder administers the organization: may write it, by its id or as any organization. */
    public boolean administers(OrganizationId organization) {
        String type = ResourceType.ORGS.text();
        boolean any = held(Permission.WRITE, type) != null || held(Permission.WRITE, Permission.INSTANCE) != null;
        return operator
                || places.owned().contains(organization)
                || (any && covers(organization, Permission.WRITE, type, organization.value(), ""));
    }

    /** Whether everything of every organization may be read and written. */
    public boolean operator() {
        return operator;
    }

    private boolean holdsEverything() {
        for (ResourceType type : ResourceType.values()) {
            if (type != ResourceType.INSTANCE
                    && !(everywhere(Permission.READ, type) && everywhere(Permission.WRITE, type))) {
                return false;
            }
        }
        return true;
    }

    private boolean everywhere(String action, ResourceType type) {
        return covers(null, action, type.text(), null, "");
    }

    private @Nullable Held held(String action, String type) {
        Map<String, Held> byType = byActionAndType.get(action);
        return byType == null ? null : byType.get(type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PermissionSet set && permissions.equals(set.permissions) && places.equals(set.places);
    }

    @Override
    public int hashCode() {
        return 31 * permissions.hashCode() + places.hashCode();
    }

    @Override
    public String toString() {
        return places.equals(Places.NONE) ? permissions.toString() : permissions + " and " + places;
    }

    /** In which organizations something is held. */
    private static final class Reach {
        private final Set<OrganizationId> organizations = new HashSet<>();
        private boolean everywhere;

        void add(@Nullable OrganizationId organization) {
            if (organization == null) {
                everywhere = true;
            } else {
                organizations.add(organization);
            }
        }

        boolean includes(@Nullable OrganizationId organization) {
            return everywhere || (organization != null && organizations.contains(organization));
        }
    }

    /** What is held for one action and one type. */
    private static final class Held {
        private final Reach all = new Reach();
        private final Map<Long, Reach> ids = new HashMap<>();
        private final Map<String, Reach> names = new HashMap<>();

        void add(Permission permission) {
            Reach reach = all;
            if (permission.id() != null) {
                reach = ids.computeIfAbsent(permission.id(), id -> new Reach());
            } else if (permission.name() != null) {
                reach = names.computeIfAbsent(permission.name(), name -> new Reach());
            }
            reach.add(permission.organization());
        }

        boolean satisfies(Permission need) {
            Reach one = need.id() == null ? null : ids.get(need.id());
            if (need.name() != null) {
                one = names.get(need.name());
            }
            if (one != null && (need.organization() == null || one.includes(need.organization()))) {
                return true;
            }
            return all.includes(need.organization());
        }

        Bounds bounds(boolean alone) {
            return new Bounds(all.everywhere, alone ? Set.of() : all.organizations, ids.keySet());
        }

        boolean covers(@Nullable OrganizationId organization, boolean alone, @Nullable Long id, String name) {
            if (all.includes(alone ? null : organization)) {
                return true;
            }
            Reach byId = id == null ? null : ids.get(id);
            if (byId != null && byId.includes(organization)) {
                return true;
            }
            Reach byName = names.get(name);
            return byName != null && byName.includes(organization);
        }
    }
}
