package io.gatehouse.snapshot;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.User;
import io.gatehouse.decision.UserId;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the rows of one organization, in any order, and makes its snapshot of them. */
final class SnapshotRows {
    private static final String ACTIVE = "active";
    private static final String OWNER = "owner";

    private final OrganizationId organization;
    private final List<Consumer<PolicySnapshot.Builder>> facts = new ArrayList<>();
    private final Map<UserId, UserRow> users = new HashMap<>();
    private final Map<UserId, List<Permission>> memberships = new HashMap<>();
    private final Set<UserId> owners = new HashSet<>();
    private @Nullable String name;
    private boolean active;

    SnapshotRows(OrganizationId organization) {
        this.organization = organization;
    }

    void organization(Row row) {
        name = row.getString("name");
        active = row.getString("status").equals(ACTIVE);
    }

    void bucket(Row row) {
        long id = row.getLong("id");
        String bucket = row.getString("name");
        facts.add(builder -> builder.bucket(id, bucket));
    }

    void user(Row row) {
        var id = new UserId(row.getLong("id"));
        users.put(id, new UserRow(row.getString("name"), row.getString("status").equals(ACTIVE)));
    }

    /** Source: InfluxDB v2, {@code authz.go}: a member reads; owning a bucket gives nothing. */
    void membership(Row row) {
        var user = new UserId(row.getLong("user_id"));
        long bucket = row.getLong("bucket_id");
        boolean owner = row.getString("role").equals(OWNER);
        List<Permission> permissions = memberships.computeIfAbsent(user, id -> new ArrayList<>());
        if (bucket == 0 && owner) {
            owners.add(user);
        } else if (bucket == 0) {
            addMember(permissions);
        } else if (!owner) {
            permissions.add(Permission.on(organization, Permission.READ, ResourceType.BUCKETS.text(), bucket));
        }
    }

    /** The organization at that version; null if there is none. */
    @Nullable
    Loaded build(long version) {
        if (name == null) {
            return null;
        }
        var builder = PolicySnapshot.builder(organization, version).active(active);
        facts.forEach(fact -> fact.accept(builder));
        users.forEach((id, row) -> builder.user(user(id, row)));
        return new Loaded(builder.build(), name, Set.copyOf(users.keySet()));
    }

    private User user(UserId id, UserRow row) {
        return new User(
                id,
                row.name(),
                row.active(),
                owners.contains(id),
                Map.of(),
                memberships.getOrDefault(id, List.of()),
                Map.of());
    }

    private void addMember(List<Permission> permissions) {
        for (ResourceType type : ResourceType.values()) {
            if (type == ResourceType.ORGS) {
                permissions.add(Permission.on(Permission.READ, type.text(), organization.value()));
            } else if (type != ResourceType.INSTANCE) {
                permissions.add(Permission.in(organization, Permission.READ, type.text()));
            }
        }
    }

    private record UserRow(String name, boolean active) {}
}
