package io.gatehouse.token;

import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.organization.Organization;
import io.gatehouse.organization.OrganizationService;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns permissions as they are asked for into permissions by id.
 *
 * <p>InfluxDB drops a resource's name on input, which makes a permission wider than its writer meant. Here a name is
 * looked up in the token's organization, and refused if it is not there. Beside an id it is what that is called, as in
 * the permissions of a token that is answered: clients clone tokens so.
 */
@ApplicationScoped
class PermissionResolver {
    private final OrganizationService organizations;
    private final ReferentLookup referents;

    PermissionResolver(OrganizationService organizations, ReferentLookup referents) {
        this.organizations = organizations;
        this.referents = referents;
    }

    /** Each once, in the order in which they were asked for. */
    Uni<List<Permission>> resolve(
            Transaction transaction, OrganizationId home, PermissionSet held, List<RequestedPermission> requested) {
        return organizations
                .require(transaction, home)
                .onFailure(Failure.class)
                .transform(unknown -> TokenService.unableToCreate())
                .chain(organization -> referents
                        .find(transaction, home, requested)
                        .map(found -> requested.stream()
                                .map(one -> resolve(found, organization, held, one))
                                .distinct()
                                .toList()));
    }

    private static Permission resolve(
            Referents referents, Organization home, PermissionSet held, RequestedPermission requested) {
        OrganizationId organization = organizationOf(home, requested);
        if (organization != null && !organization.equals(home.id())) {
            var permission = new Permission(requested.action(), requested.type(), organization, requested.id(), null);
            throw Failure.invalid("permission " + permission + " is not for org id " + home.id());
        }
        return ResourceType.find(requested.type()) == null
                ? onDeclared(referents.actions(), home, requested)
                : resolve(referents, home, organization, held, requested);
    }

    /** On a type that the organization declared; its resources have names, and no ids. */
    private static Permission onDeclared(
            Map<String, Set<String>> declared, Organization home, RequestedPermission requested) {
        Set<String> actions = declared.get(requested.type());
        if (actions == null || requested.id() != null) {
            throw Failure.invalid("invalid resource type for permission: unknown resource type for permission");
        }
        if (!actions.contains(requested.action())) {
            throw Failure.invalid("invalid action type for permission: unknown action for permission");
        }
        return new Permission(requested.action(), requested.type(), home.id(), null, requested.reference());
    }

    private static Permission resolve(
            Referents referents,
            Organization home,
            @Nullable OrganizationId organization,
            PermissionSet held,
            RequestedPermission requested) {
        ResourceType type = requireType(requested);
        String reference = requested.reference();
        if (reference == null) {
            requireKind(referents, type, requested.id());
            return new Permission(requested.action(), type.text(), organization, requested.id(), null);
        }
        OrganizationId place = type == ResourceType.BUCKETS ? home.id() : organization;
        Long found = find(referents, type, home, requested, reference);
        var permission = new Permission(requested.action(), type.text(), place, found, null);
        requireVisible(held, type, permission, reference);
        requireSame(referents, type, requested.id(), reference, found);
        return permission;
    }

    private static ResourceType requireType(RequestedPermission requested) {
        ResourceType type = ResourceType.find(requested.type());
        if (type == null) {
            throw Failure.invalid("invalid resource type for permission: unknown resource type for permission");
        }
        if (type == ResourceType.INSTANCE) {
            throw Failure.forbidden(
                    "authorizations cannot be created with the instance type, it is only used during setup");
        }
        if (!requested.action().equals(Permission.READ) && !requested.action().equals(Permission.WRITE)) {
            throw Failure.invalid("invalid action type for permission: unknown action for permission");
        }
        return type;
    }

    private static @Nullable OrganizationId organizationOf(Organization home, RequestedPermission requested) {
        if (requested.organization() != null || requested.organizationName() == null) {
            return requested.organization();
        }
        if (!requested.organizationName().equals(home.name())) {
            throw Failure.notFound("organization name \"" + requested.organizationName() + "\" not found");
        }
        return home.id();
    }

    /** A name that the caller can do nothing with must not tell whether it is one. */
    private static void requireVisible(PermissionSet held, ResourceType type, Permission permission, String reference) {
        var read = new Permission(
                Permission.READ, permission.type(), permission.organization(), permission.id(), permission.name());
        if (!held.satisfies(permission) && !held.satisfies(read)) {
            throw unknown(type, reference);
        }
    }

    private static Failure unknown(ResourceType type, String reference) {
        String kind = switch (type) {
            case BUCKETS -> "bucket";
            case ORGS -> "organization name";
            case USERS -> "user";
            default -> throw new IllegalArgumentException(type + " have no names");
        };
        return Failure.notFound(kind + " \"" + reference + "\" not found");
    }

    private static Long find(
            Referents referents,
            ResourceType type,
            Organization home,
            RequestedPermission requested,
            String reference) {
        return switch (type) {
            case BUCKETS -> findBucket(referents, requested, reference);
            case ORGS -> requested.id() == null ? requireItself(home, reference) : requested.id();
            case USERS ->
                requested.id() == null
                        ? requireFound(referents.usersByName().get(reference), type, reference)
                                .value()
                        : requested.id();
            default ->
                throw Failure.invalid("resource.name: resources of type " + type.text()
                        + " are not known by name; give `" + reference + "` as resource.id");
        };
    }

    private static Long findBucket(Referents referents, RequestedPermission requested, String reference) {
        Long id = requested.referencedId();
        if (id != null && referents.buckets().contains(id)) {
            return id;
        }
        BucketId named = referents.bucketsByName().get(reference);
        if (named == null) {
            requireKind(referents, ResourceType.BUCKETS, id);
        }
        return requireFound(named, ResourceType.BUCKETS, reference).value();
    }

    private static <T> T requireFound(@Nullable T found, ResourceType type, String reference) {
        if (found == null) {
            throw unknown(type, reference);
        }
        return found;
    }

    private static Long requireItself(Organization home, String reference) {
        if (!reference.equals(home.name()) && !reference.equals(home.id().toString())) {
            throw unknown(ResourceType.ORGS, reference);
        }
        return home.id().value();
    }

    /** Catches the mistake that is made most: the id of an organization where a bucket's belongs, and the reverse. */
    private static void requireKind(Referents referents, ResourceType type, @Nullable Long id) {
        if (id == null) {
            return;
        }
        if (type == ResourceType.BUCKETS && referents.organizations().containsKey(id)) {
            throw Failure.invalid("id " + Id.print(id) + " is the id of an organization, not of a bucket");
        }
        if (type == ResourceType.ORGS && referents.buckets().contains(id)) {
            throw Failure.invalid("id " + Id.print(id) + " is the id of a bucket, not of an organization");
        }
    }

    /** Another organization's name is not known here, and the id alone says which it is. */
    private static void requireSame(
            Referents referents, ResourceType type, @Nullable Long id, String reference, Long found) {
        if (id == null) {
            return;
        }
        boolean same = switch (type) {
            case ORGS ->
                Id.print(id).equals(reference)
                        || referents.organizations().getOrDefault(id, reference).equals(reference);
            case USERS -> reference.equals(referents.users().get(id));
            default -> id.equals(found);
        };
        if (!same) {
            throw Failure.invalid("resource.name: `" + reference + "` is not the name of " + Id.print(id));
        }
    }
}
