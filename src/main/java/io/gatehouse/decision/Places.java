package io.gatehouse.decision;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The organizations in which a user has a place. In those that it owns or joined it has permissions, which are not
 * written out: an owner has 44 in each, and there can be thousands.
 *
 * <p>Source: InfluxDB v2, {@code authz.go} ({@code OwnerPermissions}, {@code MemberPermissions}).
 *
 * @param owned where it reads and writes everything, the organization too
 * @param joined where it reads
 * @param visited where it has a place that gives no permission
 */
public record Places(Set<OrganizationId> owned, Set<OrganizationId> joined, Set<OrganizationId> visited) {
    public static final Places NONE = new Places(Set.of(), Set.of(), Set.of());

    private static final String ORGS = ResourceType.ORGS.text();
    private static final List<String> TYPES = Stream.of(ResourceType.values())
            .filter(type -> type != ResourceType.INSTANCE)
            .map(ResourceType::text)
            .toList();

    public Places {
        owned = Set.copyOf(owned);
        joined = Set.copyOf(joined);
        visited = Set.copyOf(visited);
    }

    /** These, and further ones that it owns. */
    public Places owning(Collection<OrganizationId> more) {
        if (more.isEmpty()) {
            return this;
        }
        Set<OrganizationId> all = new HashSet<>(owned);
        all.addAll(more);
        return new Places(all, joined, visited);
    }

    /** Whether the user has any place there. */
    public boolean contains(OrganizationId organization) {
        return givePermissions(organization) || visited.contains(organization);
    }

    /** Those that give permissions. */
    public Set<OrganizationId> givingPermissions() {
        Set<OrganizationId> all = new HashSet<>(owned);
        all.addAll(joined);
        return all;
    }

    /** The permissions of all of them, one by one as they are asked for. */
    Stream<Permission> permissions() {
        return Stream.concat(
                inOrder(joined).flatMap(organization -> permissions(organization, false)),
                inOrder(owned).flatMap(organization -> permissions(organization, true)));
    }

    /** How many {@link #permissions} there are. */
    long size() {
        return (2L * owned.size() + joined.size()) * TYPES.size();
    }

    /**
     * Whether one of their permissions is on this: on all of the type in the organization, or on one organization, which
     * is asked for by its id.
     */
    boolean cover(@Nullable OrganizationId organization, String action, String type, @Nullable Long id) {
        if (type.equals(ORGS)) {
            return id != null && id != 0 && allow(action, new OrganizationId(id));
        }
        boolean alone = id != null && Permission.isAskedAlone(type);
        return !alone && organization != null && allow(action, organization) && give(type);
    }

    /** Whether this is one of their permissions. */
    boolean include(Permission permission) {
        boolean one = permission.type().equals(ORGS);
        return permission.name() == null
                && (one ? permission.organization() == null : permission.id() == null)
                && cover(permission.organization(), permission.action(), permission.type(), permission.id());
    }

    /** Whether all that they give is given by the others, too. */
    boolean areAmong(Places others) {
        return others.owned.containsAll(owned)
                && joined.stream().allMatch(others::givePermissions)
                && visited.stream().allMatch(others::contains);
    }

    /** Where the resources lie that their permissions are about. */
    Bounds bounds(String action, String type) {
        Set<OrganizationId> some = switch (action) {
            case Permission.READ -> joined.isEmpty() ? owned : givingPermissions();
            case Permission.WRITE -> owned;
            default -> Set.of();
        };
        if (type.equals(ORGS)) {
            return new Bounds(
                    false, Set.of(), some.stream().map(OrganizationId::value).collect(Collectors.toSet()));
        }
        return Permission.isAskedAlone(type) || !give(type) ? Bounds.NOWHERE : new Bounds(false, some, Set.of());
    }

    private boolean givePermissions(OrganizationId organization) {
        return owned.contains(organization) || joined.contains(organization);
    }

    private boolean allow(String action, OrganizationId organization) {
        return switch (action) {
            case Permission.READ -> givePermissions(organization);
            case Permission.WRITE -> owned.contains(organization);
            default -> false;
        };
    }

    private static boolean give(String type) {
        return !type.equals(Permission.INSTANCE) && ResourceType.find(type) != null;
    }

    private static Stream<Permission> permissions(OrganizationId organization, boolean owner) {
        return TYPES.stream()
                .flatMap(type -> owner
                        ? Stream.of(on(organization, Permission.READ, type), on(organization, Permission.WRITE, type))
                        : Stream.of(on(organization, Permission.READ, type)));
    }

    private static Permission on(OrganizationId organization, String action, String type) {
        return type.equals(ORGS)
                ? Permission.on(action, type, organization.value())
                : Permission.in(organization, action, type);
    }

    private static Stream<OrganizationId> inOrder(Set<OrganizationId> organizations) {
        return organizations.stream().sorted(Comparator.comparingLong(OrganizationId::value));
    }
}
