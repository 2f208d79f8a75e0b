package io.gatehouse.snapshot;

import io.gatehouse.decision.Grant;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Restriction;
import io.gatehouse.decision.RuleId;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.gatehouse.policy.RuleShape;
import io.gatehouse.policy.StoredShape;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules that changed, as they are now: those that are not found any more are gone.
 *
 * @param restrictionIds those that changed
 * @param grantIds those that changed
 */
record RuleRows(Set<Long> restrictionIds, Set<Long> grantIds, List<Restriction> restrictions, List<Grant> grants) {
    static final String RESTRICTIONS = "select id, rule from restrictions where org_id = $1";
    static final String GRANTS = """
            select g.id, g.rule,
                array(select user_id from grant_users s where s.org_id = g.org_id and s.grant_id = g.id) as users,
                array(select r.name from grant_roles s join roles r on r.org_id = s.org_id and r.id = s.role_id
                    where s.org_id = g.org_id and s.grant_id = g.id) as roles,
                array(select token_id from grant_tokens s where s.org_id = g.org_id and s.grant_id = g.id) as tokens
            from grants g where g.org_id = $1""";
    static final RuleRows NONE = new RuleRows(Set.of(), Set.of(), List.of(), List.of());

    private static final String CHANGED = " and id = any($2)";

    /** Reads the rules among the changes. */
    static Future<RuleRows> read(SqlConnection connection, OrganizationId organization, Changes changes) {
        Set<Long> restrictions = changes.of(Change.RESTRICTION);
        Set<Long> grants = changes.of(Change.GRANT);
        if (restrictions.isEmpty() && grants.isEmpty()) {
            return Future.succeededFuture(NONE);
        }
        var rows = new RuleRows(restrictions, grants, new ArrayList<>(), new ArrayList<>());
        Future<?> first = connection
                .preparedQuery(RESTRICTIONS + CHANGED)
                .execute(Tuple.of(organization.value(), (Object) restrictions.toArray(Long[]::new)))
                .onSuccess(found -> found.forEach(row -> rows.restrictions.add(restriction(row))));
        Future<?> second = connection
                .preparedQuery(GRANTS + CHANGED)
                .execute(Tuple.of(organization.value(), (Object) grants.toArray(Long[]::new)))
                .onSuccess(found -> found.forEach(row -> rows.grants.add(grant(row))));
        return Future.all(first, second).map(rows);
    }

    static Restriction restriction(Row row) {
        RuleShape shape = StoredShape.parse(row.getJsonObject("rule"));
        return new Restriction(new RuleId(row.getLong("id")), shape.matcher(), shape.actions());
    }

    static Grant grant(Row row) {
        RuleShape shape = StoredShape.parse(row.getJsonObject("rule"));
        return new Grant(
                new RuleId(row.getLong("id")),
                shape.matcher(),
                shape.actions(),
                Stream.of(row.getArrayOfLongs("users")).map(UserId::new).collect(Collectors.toSet()),
                Set.of(row.getArrayOfStrings("roles")),
                Stream.of(row.getArrayOfLongs("tokens")).map(TokenId::new).collect(Collectors.toSet()));
    }

    PolicySnapshot.RuleEdit applyTo(PolicySnapshot.RuleEdit edit) {
        restrictionIds.forEach(id -> edit.removeRestriction(new RuleId(id)));
        grantIds.forEach(id -> edit.removeGrant(new RuleId(id)));
        restrictions.forEach(edit::put);
        grants.forEach(edit::put);
        return edit;
    }

    /** How many of the rules that changed are in the snapshot. */
    int countIn(PolicySnapshot snapshot) {
        long count = restrictionIds.stream()
                        .filter(id -> snapshot.restriction(new RuleId(id)) != null)
                        .count()
                + grantIds.stream()
                        .filter(id -> snapshot.grant(new RuleId(id)) != null)
                        .count();
        return (int) count;
    }
}
