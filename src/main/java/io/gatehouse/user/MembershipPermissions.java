package io.gatehouse.user;

import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.Places;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The permissions that places give to a user who signed in.
 *
 * <p>Source: InfluxDB v2, {@code authz.go} ({@code MePermissions}) and {@code user_resource_mapping.go}. As there, owning
 * a bucket gives nothing. Those of organizations are {@link Places}.
 */
final class MembershipPermissions {
    private static final String BUCKETS = ResourceType.BUCKETS.text();
    private static final String USERS = ResourceType.USERS.text();

    private final List<Permission> permissions = new ArrayList<>();
    private final Set<OrganizationId> owned = new HashSet<>();
    private final Set<OrganizationId> joined = new HashSet<>();
    private final Set<OrganizationId> visited = new HashSet<>();

    private MembershipPermissions() {}

    static PermissionSet of(UserId user, List<Membership> memberships) {
        var all = new MembershipPermissions();
        memberships.forEach(all::add);
        all.permissions.add(Permission.on(Permission.READ, USERS, user.value()));
        all.permissions.add(Permission.on(Permission.WRITE, USERS, user.value()));
        return PermissionSet.of(all.permissions, new Places(all.owned, all.joined, all.visited));
    }

    private void add(Membership membership) {
        OrganizationId organization = membership.place().organization();
        BucketId bucket = membership.place().bucket();
        if (organization == null) {
            permissions.add(Permission.everywhere(Permission.READ, Permission.INSTANCE));
            permissions.add(Permission.everywhere(Permission.WRITE, Permission.INSTANCE));
        } else if (bucket == null) {
            (membership.owner() ? owned : joined).add(organization);
        } else if (membership.owner()) {
            visited.add(organization);
        } else {
            permissions.add(Permission.on(organization, Permission.READ, BUCKETS, bucket.value()));
        }
    }
}
