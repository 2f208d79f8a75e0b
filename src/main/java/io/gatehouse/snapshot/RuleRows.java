package io.gatehouse.snapshot;

import io.gatehouse.decision.Grant;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Restriction;
import io.gatehouse.decision.RoleNames;
import io.gatehouse.decision.RuleId;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.gatehouse.policy.StoredShape;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules that changed, as they are now: those that are not found any more are gone.
 *
 * @param restrictionIds those that changed
 * @param grantIds those that changed
 */
record RuleRows(Set<Long> restrictionIds, Set<Long> grantIds, List<Row> restrictions, List<Row> grants) {
    static final String RESTRICTIONS = "select id, rule::text as rule from restrictions where org_id = $1";

    /** Their subjects are gathered once, and not looked up for each. */
    static final String GRANTS = """
            select g.id, g.rule::text as rule, coalesce(u.users, '{}') as users, coalesce(r.roles, '{}') as roles,
                coalesce(t.tokens, '{}') as tokens
            from grants g
            left join (select grant_id, array_agg(user_id) as users from grant_users where org_id = $1
                group by grant_id) u on u.grant_id = g.id
            left join (select s.grant_id, array_agg(n.name) as roles from grant_roles s
                join roles n on n.org_id = s.org_id and n.id = s.role_id where s.org_id = $1
                group by s.grant_id) r on r.grant_id = g.id
            left join (select grant_id, array_agg(token_id) as tokens from grant_tokens where org_id = $1
                group by grant_id) t on t.grant_id = g.id
            where g.org_id = $1""";

    static final RuleRows NONE = new RuleRows(Set.of(), Set.of(), List.of(), List.of());

    /**
     * Each rule is looked up by its id, and nothing else: the plan that PostgreSQL keeps for an organization of average
     * size would read all rules of a large one.
     */
    static final String CHANGED_RESTRICTIONS = """
            select r.id, r.rule::text as rule
            from unnest($2::bigint[]) as changed (id)
            cross join lateral (
                select id, rule from restrictions where org_id = $1 and id = changed.id offset 0) r
            """;

    static final String CHANGED_GRANTS = """
            select g.id, g.rule::text as rule,
                array(select user_id from grant_users s where s.org_id = $1 and s.grant_id = g.id) as users,
                array(select r.name from grant_roles s join roles r on r.org_id = s.org_id and r.id = s.role_id
                    where s.org_id = $1 and s.grant_id = g.id) as roles,
                array(select token_id from grant_tokens s where s.org_id = $1 and s.grant_id = g.id) as tokens
            from (
                select unnest($2::bigint[]) as id
                union
                select s.grant_id from unnest($3::bigint[]) as role (id) cross join lateral (
                    select grant_id from grant_roles where org_id = $1 and role_id = role.id offset 0) s) changed
            cross join lateral (select id, rule from grants where org_id = $1 and id = changed.id offset 0) g
            """;

    /**
     * Reads the rules among the changes.
     *
     * @param renamedRoles a grant holds the names of its roles
     */
    static Future<RuleRows> read(
            SqlConnection connection,
            OrganizationId organization,
            Changes changes,
            Set<Long> renamedRoles,
            Intake intake) {
        Set<Long> restrictions = changes.of(Change.RESTRICTION);
        Set<Long> grants = changes.of(Change.GRANT);
        Future<List<Row>> first = restrictions.isEmpty()
                ? nothing()
                : connection
                        .preparedQuery(CHANGED_RESTRICTIONS)
                        .collecting(weighed(intake, row -> 0))
                        .execute(Tuple.of(organization.value(), (Object) restrictions.toArray(Long[]::new)))
                        .map(SqlResult::value);
        Future<List<Row>> second = grants.isEmpty() && renamedRoles.isEmpty()
                ? nothing()
                : connection
                        .preparedQuery(CHANGED_GRANTS)
                        .collecting(weighed(intake, RuleRows::subjects))
                        .execute(Tuple.of(organization.value(), grants.toArray(Long[]::new), (Object)
                                renamedRoles.toArray(Long[]::new)))
                        .map(SqlResult::value);
        return Future.all(first, second).map(all -> of(restrictions, grants, first.result(), second.result()));
    }

    private static Future<List<Row>> nothing() {
        return Future.succeededFuture(List.of());
    }

    private static RuleRows of(Set<Long> restrictionIds, Set<Long> grantIds, List<Row> restrictions, List<Row> grants) {
        Set<Long> replaced = new HashSet<>(grantIds);
        grants.forEach(row -> replaced.add(row.getLong("id")));
        return new RuleRows(restrictionIds, replaced, restrictions, grants);
    }

    private static Collector<Row, ?, List<Row>> weighed(Intake intake, ToIntFunction<Row> subjects) {
        return Collector.<Row, List<Row>>of(
                ArrayList::new,
                (rows, row) -> {
                    intake.add(Weights.ofStored(row.getString("rule"), subjects.applyAsInt(row)));
                    rows.add(row);
                },
                (one, other) -> one);
    }

    private static int subjects(Row row) {
        return row.getArrayOfLongs("users").length
                + row.getArrayOfStrings("roles").length
                + row.getArrayOfLongs("tokens").length;
    }

    static Restriction restriction(Row row, Shared shared) {
        StoredShape.Compiled rule = shared.rule(row.getString("rule"));
        return new Restriction(id(row), rule.matcher(), rule.actions());
    }

    static Grant grant(Row row, Shared shared) {
        StoredShape.Compiled rule = shared.rule(row.getString("rule"));
        return new Grant(
                id(row),
                rule.matcher(),
                rule.actions(),
                shared.holders(ids(row.getArrayOfLongs("users"), UserId::new)),
                shared.holders(RoleNames.of(row.getArrayOfStrings("roles"))),
                shared.holders(ids(row.getArrayOfLongs("tokens"), TokenId::new)));
    }

    boolean isEmpty() {
        return restrictionIds.isEmpty() && grantIds.isEmpty();
    }

    /** How many rules there are in place of the former ones. */
    int size() {
        return restrictions.size() + grants.size();
    }

    PolicySnapshot.RuleEdit applyTo(PolicySnapshot.RuleEdit edit) {
        var shared = new Shared();
        restrictionIds.forEach(id -> edit.removeRestriction(new RuleId(id)));
        grantIds.forEach(id -> edit.removeGrant(new RuleId(id)));
        restrictions.forEach(row -> edit.put(restriction(row, shared)));
        grants.forEach(row -> edit.put(grant(row, shared)));
        return edit;
    }

    private static RuleId id(Row row) {
        return new RuleId(row.getLong("id"));
    }

    private static <T> Set<T> ids(Long[] values, LongFunction<T> id) {
        return switch (values.length) {
            case 0 -> Set.of();
            case 1 -> Set.of(id.apply(values[0]));
            default -> Stream.of(values).map(id::apply).collect(Collectors.toSet());
        };
    }
}
