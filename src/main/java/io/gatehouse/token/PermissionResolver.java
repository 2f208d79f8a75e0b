package io.gatehouse.token;

import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.organization.Bucket;
import io.gatehouse.organization.BucketFilter;
import io.gatehouse.organization.BucketService;
import io.gatehouse.organization.Organization;
import io.gatehouse.organization.OrganizationService;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Transaction;
import io.gatehouse.resource.ResourceTypeService;
import io.gatehouse.user.UserFilter;
import io.gatehouse.user.UserService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns permissions as they are asked for into permissions by id.
 *
 * <p>InfluxDB drops a resource's name on input, which makes a permission wider than its writer meant. Here a name is
 * looked up in the token's organization, and refused if it is not there.
 */
@ApplicationScoped
class PermissionResolver {
    private final OrganizationService organizations;
    private final BucketService buckets;
    private final UserService users;
    private final ResourceTypeService types;

    PermissionResolver(
            OrganizationService organizations, BucketService buckets, UserService users, ResourceTypeService types) {
        this.types = types;
        this.organizations = organizations;
        this.buckets = buckets;
        this.users = users;
    }

    /** Each once, in the order in which they were asked for. */
    Uni<List<Permission>> resolve(
            Transaction transaction, OrganizationId home, PermissionSet held, List<RequestedPermission> requested) {
        return organizations
                .require(transaction, home)
                .onFailure(Failure.class)
                .transform(unknown -> TokenService.unableToCreate())
                .chain(organization -> {
                    Uni<List<Permission>> resolved = Uni.createFrom().item(new ArrayList<>());
                    for (RequestedPermission one : requested) {
                        resolved = resolved.call(list ->
                                resolve(transaction, organization, held, one).invoke(list::add));
                    }
                    return resolved.map(list -> list.stream().distinct().toList());
                });
    }

    private Uni<Permission> resolve(
            Transaction transaction, Organization home, PermissionSet held, RequestedPermission requested) {
        OrganizationId organization = organizationOf(home, requested);
        if (organization != null && !organization.equals(home.id())) {
            var permission = new Permission(requested.action(), requested.type(), organization, requested.id(), null);
            throw Failure.invalid("permission " + permission + " is not for org id " + home.id());
        }
        return ResourceType.find(requested.type()) == null
                ? types.actions(transaction, home.id()).map(declared -> onDeclared(declared, home, requested))
                : resolve(transaction, home, organization, held, requested);
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

    private Uni<Permission> resolve(
            Transaction transaction,
            Organization home,
            @Nullable OrganizationId organization,
            PermissionSet held,
            RequestedPermission requested) {
        ResourceType type = requireType(requested);
        String reference = requested.reference();
        if (reference == null) {
            return requireKind(transaction, type, requested.id())
                    .replaceWith(new Permission(requested.action(), type.text(), organization, requested.id(), null));
        }
        OrganizationId place = type == ResourceType.BUCKETS ? home.id() : organization;
        return find(transaction, type, home, reference)
                .map(found -> new Permission(requested.action(), type.text(), place, found, null))
                .invoke(permission -> requireVisible(held, type, permission, reference))
                .invoke(permission -> requireSame(requested, reference, permission.id()));
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

    private Uni<Long> find(Transaction transaction, ResourceType type, Organization home, String reference) {
        return switch (type) {
            case BUCKETS -> findBucket(transaction, home, reference);
            case ORGS -> Uni.createFrom().item(requireItself(home, reference));
            case USERS -> findUser(transaction, reference);
            default ->
                throw Failure.invalid("resource.name: resources of type " + type.text()
                        + " are not known by name; give `" + reference + "` as resource.id");
        };
    }

    private Uni<Long> findBucket(Transaction transaction, Organization home, String reference) {
        boolean isId = isId(reference);
        Uni<@Nullable Bucket> byId = isId
                ? buckets.find(transaction, new BucketFilter(home.id(), null, BucketId.parse(reference)))
                : Uni.createFrom().nullItem();
        return byId.chain(found -> found != null
                        ? Uni.createFrom().item(found)
                        : buckets.find(transaction, new BucketFilter(home.id(), reference, null)))
                .call(found -> requireKind(
                        transaction, ResourceType.BUCKETS, found == null && isId ? Id.parse(reference) : null))
                .map(bucket -> {
                    if (bucket == null) {
                        throw unknown(ResourceType.BUCKETS, reference);
                    }
                    return bucket.id().value();
                });
    }

    private Uni<Long> findUser(Transaction transaction, String reference) {
        return users.find(transaction, new UserFilter(null, reference)).map(user -> {
            if (user == null) {
                throw unknown(ResourceType.USERS, reference);
            }
            return user.id().value();
        });
    }

    private static Long requireItself(Organization home, String reference) {
        if (!reference.equals(home.name()) && !reference.equals(home.id().toString())) {
            throw unknown(ResourceType.ORGS, reference);
        }
        return home.id().value();
    }

    /** Catches the mistake that is made most: the id of an organization where a bucket's belongs, and the reverse. */
    private Uni<Void> requireKind(Transaction transaction, ResourceType type, @Nullable Long id) {
        if (id == null || (type != ResourceType.BUCKETS && type != ResourceType.ORGS)) {
            return Uni.createFrom().voidItem();
        }
        return type == ResourceType.BUCKETS
                ? organizations.requireNone(transaction, new OrganizationId(id))
                : buckets.requireNone(transaction, new BucketId(id));
    }

    private static void requireSame(RequestedPermission requested, String reference, @Nullable Long found) {
        if (requested.id() != null && !requested.id().equals(found)) {
            throw Failure.invalid("resource.name: `" + reference + "` is not the name of " + Id.print(requested.id()));
        }
    }

    private static boolean isId(String text) {
        try {
            return Id.parse(text) != 0;
        } catch (IllegalArgumentException name) {
            return false;
        }
    }
}
