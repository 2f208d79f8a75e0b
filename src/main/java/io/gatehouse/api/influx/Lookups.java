package io.gatehouse.api.influx;

import io.gatehouse.api.Caller;
import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.UserId;
import io.gatehouse.organization.Bucket;
import io.gatehouse.organization.BucketFilter;
import io.gatehouse.organization.BucketService;
import io.gatehouse.organization.OrganizationService;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Page;
import io.gatehouse.platform.Visible;
import io.gatehouse.user.User;
import io.gatehouse.user.UserService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what a request refers to, as far as its caller may see it: what it may not see does not exist. */
@ApplicationScoped
class Lookups {
    private final OrganizationService organizations;
    private final BucketService buckets;
    private final UserService users;

    Lookups(OrganizationService organizations, BucketService buckets, UserService users) {
        this.organizations = organizations;
        this.buckets = buckets;
        this.users = users;
    }

    /**
     * The organization that a list is narrowed to, by its name or id; an id is taken as it is. The caller's own needs no
     * permission: whoever shows a token of it knows that it exists, and the list shows no more than may be read.
     *
     * @throws Failure NOT_FOUND for a name that the caller cannot see, and for the id of a bucket that it can
     */
    Uni<@Nullable OrganizationId> organization(@Nullable String name, @Nullable String id, Caller caller) {
        OrganizationId byId = Inputs.optional("orgID", id, OrganizationId::parse);
        if (byId != null) {
            return requireNoBucket(byId, caller).replaceWith(byId);
        }
        if (name == null || name.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return organizations.find(name).map(found -> {
            if (found == null || !mayName(caller, found.id())) {
                throw Failure.notFound("organization name \"" + name + "\" not found");
            }
            return found.id();
        });
    }

    private static boolean mayName(Caller caller, OrganizationId id) {
        return id.equals(caller.organization()) || caller.may(Needs.onOrganization(Permission.READ, id));
    }

    /**
     * The users that a list is narrowed to, by their name or by one's id, which is taken as it is. Several can have the
     * name, if no organization is given.
     *
     * @throws Failure NOT_FOUND for a name that the caller cannot see
     */
    Uni<@Nullable Set<UserId>> users(
            @Nullable String name, @Nullable String id, @Nullable OrganizationId organization, Caller caller) {
        UserId byId = Inputs.optional("userID", id, UserId::parse);
        if (byId != null) {
            return Uni.createFrom().item(Set.of(byId));
        }
        if (name == null || name.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return users.named(name, organization, Needs.readableUsers(caller)).map(found -> {
            if (found.isEmpty()) {
                throw Failure.notFound("user not found");
            }
            return found.stream().map(User::id).collect(Collectors.toSet());
        });
    }

    /** The organization with this id, existing or not, if the caller may do the action on it. */
    Uni<OrganizationId> permitted(OrganizationId id, String action, Caller caller) {
        return requireNoBucket(id, caller)
                .invoke(() -> caller.require(Needs.onOrganization(action, id)))
                .replaceWith(id);
    }

    /** A bucket that the caller may read. */
    Uni<Bucket> bucket(String id, Caller caller) {
        return bucket(id, Permission.READ, caller);
    }

    /**
     * A bucket; 404 unless the caller may read it; if it may read but not do this, the error names the missing permission.
     */
    Uni<Bucket> bucket(String id, String action, Caller caller) {
        BucketId bucket = Inputs.bucket(id);
        return buckets.list(
                        new BucketFilter(null, null, bucket),
                        Page.of(1, 0, false, null),
                        Visible.anywhere(found -> caller.may(Needs.onBucket(Permission.READ, found))
                                || caller.may(Needs.onBucket(action, found))))
                .invoke(found -> found.forEach(one -> caller.require(Needs.onBucket(action, one))))
                .chain(found -> found.isEmpty()
                        ? requireNoOrganization(bucket, caller)
                                .chain(() -> Uni.createFrom().<Bucket>failure(Failure.notFound("bucket not found")))
                        : Uni.createFrom().item(found.get(0)));
    }

    /** Says it if the id that stands for a bucket is that of an organization that the caller may read. */
    Uni<Void> requireNoOrganization(BucketId id, Caller caller) {
        var organization = new OrganizationId(id.value());
        if (!caller.may(Needs.onOrganization(Permission.READ, organization))) {
            return Uni.createFrom().voidItem();
        }
        return organizations
                .names(List.of(id.value()))
                .invoke(names -> {
                    if (!names.isEmpty()) {
                        throw Failure.notFound(
                                "bucket not found: id " + id + " is the id of an organization, not of a bucket");
                    }
                })
                .replaceWithVoid();
    }

    /** Says it if the id that stands for an organization is that of a bucket that the caller may read. */
    Uni<Void> requireNoBucket(OrganizationId id, Caller caller) {
        return buckets.list(
                        new BucketFilter(null, null, new BucketId(id.value())),
                        Page.of(1, 0, false, null),
                        Needs.readableBuckets(caller))
                .invoke(found -> {
                    if (!found.isEmpty()) {
                        throw Failure.notFound(
                                "organization not found: id " + id + " is the id of a bucket, not of an organization");
                    }
                })
                .replaceWithVoid();
    }
}
