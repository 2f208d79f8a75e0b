package io.gatehouse.snapshot;

import io.gatehouse.decision.Grant;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.Restriction;
import io.gatehouse.decision.Role;
import io.gatehouse.decision.User;
import io.gatehouse.decision.UserId;
import io.gatehouse.role.Rights;
import io.gatehouse.token.StoredPermissions;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of one organization, in any order, as they come, and makes its snapshot of them. The latter takes as
 * long as there are rows, so where they are many it is not done on an event loop.
 */
final class SnapshotRows {
    private static final String ACTIVE = "active";
    private static final String OWNER = "owner";

    private final OrganizationId organization;
    private final Intake intake;
    private final List<Restriction> restrictions = new ArrayList<>();
    private final List<Grant> grants = new ArrayList<>();
    private final List<Consumer<PolicySnapshot.Builder>> facts = new ArrayList<>();
    private final Map<UserId, UserRow> users = new HashMap<>();
    private final Set<String> ownNames = new HashSet<>();
    private final Map<UserId, List<Permission>> memberships = new HashMap<>();
    private final Map<UserId, RightsRow> rights = new HashMap<>();
    private final Set<UserId> owners = new HashSet<>();
    private final Map<Long, String> roles = new HashMap<>();
    private Shared shared = new Shared();
    private @Nullable String name;
    private boolean active;
    private int size;
    private Weight ruleWeight = Weight.NONE;
    private long otherWeight;

    SnapshotRows(OrganizationId organization, Intake intake) {
        this.organization = organization;
        this.intake = intake;
    }

    /**
     * Takes a row of one source.
     *
     * @throws NoRoomException if there is no room for more
     */
    void take(BiConsumer<SnapshotRows, Row> source, Row row) {
        Weight rules = ruleWeight;
        long others = otherWeight;
        source.accept(this, row);
        size++;
        intake.add(ruleWeight.minus(rules).and(Weight.of(otherWeight - others)));
    }

    /** How many rows there are. */
    int size() {
        return size;
    }

    /** The roles that had another name before. */
    Set<Long> renamedRoles(Map<Long, String> before) {
        return roles.entrySet().stream()
                .filter(role -> !role.getValue().equals(before.getOrDefault(role.getKey(), role.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    void organization(Row row) {
        name = row.getString("name");
        active = row.getString("status").equals(ACTIVE);
    }

    void bucket(Row row) {
        long id = row.getLong("id");
        String bucket = row.getString("name");
        facts.add(builder -> builder.bucket(id, bucket));
        weigh(0);
    }

    void user(Row row) {
        var id = new UserId(row.getLong("id"));
        String user = row.getString("name");
        boolean own = row.getBoolean("own");
        users.put(id, new UserRow(user, row.getString("status").equals(ACTIVE), own));
        if (own) {
            ownNames.add(user);
        }
        weigh(0);
    }

    /** Source: InfluxDB v2, {@code authz.go}: a member reads; owning a bucket gives nothing. */
    void membership(Row row) {
        var user = new UserId(row.getLong("user_id"));
        long bucket = row.getLong("bucket_id");
        boolean owner = row.getString("role").equals(OWNER);
        List<Permission> permissions = memberships.computeIfAbsent(user, id -> new ArrayList<>());
        int before = permissions.size();
        if (bucket == 0 && owner) {
            owners.add(user);
        } else if (bucket == 0) {
            addMember(permissions);
        } else if (!owner) {
            permissions.add(Permission.on(organization, Permission.READ, ResourceType.BUCKETS.text(), bucket));
        }
        weigh(Weights.of(permissions.subList(before, permissions.size())));
    }

    void rights(Row row) {
        Map<String, String> attributes = attributes(row.getJsonObject("attributes"));
        var held = new RightsRow(Rights.parse(row.getJsonObject("permissions")), attributes);
        rights.put(new UserId(row.getLong("user_id")), held);
        weigh(Weights.of(attributes) + Weights.ofDatabases(held.rights.byDatabase()));
    }

    void role(Row row) {
        var users = Stream.of(row.getArrayOfLongs("users")).map(UserId::new).collect(Collectors.toSet());
        var role = new Role(
                row.getString("name"),
                Rights.parse(row.getJsonObject("permissions")).byDatabase(),
                StoredPermissions.parse(row.getJsonArray("declared").encode()),
                users);
        roles.put(row.getLong("id"), role.name());
        facts.add(builder -> builder.role(role));
        weigh(Weights.of(role));
    }

    void restriction(Row row) {
        long known = shared.weight();
        Restriction restriction = RuleRows.restriction(row, shared);
        restrictions.add(restriction);
        weighRule(Weights.of(restriction), shared.weight() - known);
    }

    void grant(Row row) {
        long known = shared.weight();
        Grant grant = RuleRows.grant(row, shared);
        grants.add(grant);
        weighRule(Weights.of(grant), shared.weight() - known);
    }

    void type(Row row) {
        String type = row.getString("name");
        Set<String> actions =
                row.getJsonArray("actions").stream().map(String.class::cast).collect(Collectors.toSet());
        facts.add(builder -> builder.type(type, actions));
        weigh(0);
    }

    void subjectType(Row row) {
        String type = row.getString("name");
        facts.add(builder -> builder.subjectType(type));
        weigh(0);
    }

    void resource(Row row) {
        String type = row.getString("type");
        String resource = row.getString("name");
        Map<String, String> attributes = attributes(row.getJsonObject("attributes"));
        facts.add(builder -> builder.attributes(type, resource, attributes));
        weigh(Weights.of(attributes));
    }

    /** The organization at that version; null if there is none. */
    @Nullable
    Loaded build(long version) {
        if (name == null) {
            return null;
        }
        shared = new Shared(); // as heavy as the index that is built now
        var builder = PolicySnapshot.builder(organization, version);
        restrictions.forEach(builder::restriction);
        grants.forEach(builder::grant);
        return build(name, builder, restrictions.size() + grants.size(), ruleWeight);
    }

    /**
     * The same, of rows without rules: those are what they were, but for those that changed.
     *
     * @param before what the rules are taken of
     */
    @Nullable
    Loaded build(long version, Loaded before, RuleRows changed) {
        if (name == null) {
            return null;
        }
        PolicySnapshot edited = changed.applyTo(before.snapshot().edit(version)).build();
        var builder = PolicySnapshot.builder(organization, version).rulesOf(edited);
        return build(name, builder, before.rulesAfter(changed), before.ruleWeightAfter(changed, edited));
    }

    private Loaded build(String title, PolicySnapshot.Builder builder, int allRules, Weight weight) {
        builder.name(title).active(active);
        facts.forEach(fact -> fact.accept(builder));
        users.forEach((id, row) -> builder.user(user(id, row)));
        Set<UserId> known = Set.copyOf(users.keySet());
        return new Loaded(builder.build(), title, known, Map.copyOf(roles), allRules, weight, otherWeight);
    }

    private User user(UserId id, UserRow row) {
        RightsRow held = rights.getOrDefault(id, RightsRow.NONE);
        return new User(
                id,
                name(id, row),
                row.active(),
                owners.contains(id),
                held.rights().byDatabase(),
                memberships.getOrDefault(id, List.of()),
                held.attributes());
    }

    /**
     * A user of the instance chooses its name, and the organization has not: where it is that of one of the
     * organization's own users, it means that one, and the other is known by its id.
     */
    private String name(UserId id, UserRow row) {
        return row.own() || !ownNames.contains(row.name()) ? row.name() : id.toString();
    }

    /** @param words that no rule said before */
    private void weighRule(long alone, long words) {
        ruleWeight = ruleWeight.and(new Weight(alone, Math.min(alone, Weights.LEAST_RULE + words)));
    }

    /** A row that is no rule. */
    private void weigh(long beyondRow) {
        otherWeight += Weights.ROW + beyondRow;
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

    private static Map<String, String> attributes(JsonObject json) {
        Map<String, String> attributes = new HashMap<>();
        json.forEach(entry -> attributes.put(entry.getKey(), (String) entry.getValue()));
        return attributes;
    }

    private record UserRow(String name, boolean active, boolean own) {}

    /** What a user holds by name, and what is known of it. */
    private record RightsRow(Rights rights, Map<String, String> attributes) {
        static final RightsRow NONE = new RightsRow(Rights.NONE, Map.of());
    }
}
