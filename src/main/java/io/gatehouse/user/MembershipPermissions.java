package io.gatehouse.user;

import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.UserId;
import java.util.ArrayList;
import java.util.List;

/**
 * The permissions that places give to a user who signed in.
 *
 * <p>Source: InfluxDB v2, {@code authz.go} ({@code OwnerPermissions}, {@code MemberPermissions}, {@code MePermissions})
 * and {@code user_resource_mapping.go}. As there, owning a bucket gives nothing.
 */
final class MembershipPermissions {
    private static final String BUCKETS = ResourceType.BUCKETS.text();
    private static final String ORGS = ResourceType.ORGS.text();
    private static final String USERS = ResourceType.USERS.text();

    private MembershipPermissions() {}

    static List<Permission> of(UserId user, List<Membership> memberships) {
        var permissions = new ArrayList<Permission>();
        for (Membership membership : memberships) {
            addPlace(permissions, membership);
        }
        permissions.add(Permission.on(Permission.READ, USERS, user.value()));
        permissions.add(Permission.on(Permission.WRITE, USERS, user.value()));
        return permissions;
    }

    static List<Permission> ofOwner(OrganizationId organization) {
        var permissions = new ArrayList<Permission>();
        addOrganization(permissions, organization, true);
        return permissions;
    }

    private static void addPlace(List<Permission> permissions, Membership membership) {
        OrganizationId organization = membership.place().organization();
        BucketId bucket = membership.place().bucket();
        if (organization == null) {
            permissions.add(Permission.everywhere(Permission.READ, Permission.INSTANCE));
            permissions.add(Permission.everywhere(Permission.WRITE, Permission.INSTANCE));
        } else if (bucket == null) {
            addOrganization(permissions, organization, membership.owner());
        } else if (!membership.owner()) {
            permissions.add(Permission.on(organization, Permission.READ, BUCKETS, bucket.value()));
        }
    }

    private static void addOrganization(List<Permission> permissions, OrganizationId organization, boolean owner) {
        for (ResourceType type : ResourceType.values()) {
            if (type == ResourceType.INSTANCE) {
                continue;
            }
            permissions.add(inOrganization(organization, Permission.READ, type.text()));
            if (owner) {
                permissions.add(inOrganization(organization, Permission.WRITE, type.text()));
            }
        }
    }

    private static Permission inOrganization(OrganizationId organization, String action, String type) {
        return type.equals(ORGS)
                ? Permission.on(action, type, organization.value())
                : Permission.in(organization, action, type);
    }
}
