package io.gatehouse.policy;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.RuleId;
import io.gatehouse.decision.TokenId;
import io.gatehouse.platform.DatabaseErrors;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Slice;
import io.gatehouse.platform.Transaction;
import io.gatehouse.role.RoleId;
import io.gatehouse.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of restrictions and grants; names of tables come from {@link RuleKind} alone. */
@ApplicationScoped
class PolicyStore {
    private static final String RESTRICTIONS =
            "select g.id, cast(g.rule as text) as rule, '[]' as users, '[]' as roles, '[]' as tokens";
    private static final String GRANTS = """
            select g.id, cast(g.rule as text) as rule,
                cast(coalesce((select jsonb_agg(u.name order by u.name) from grant_users s
                    join users u on u.org_id = s.user_org_id and u.id = s.user_id
                    where s.org_id = g.org_id and s.grant_id = g.id), '[]') as text) as users,
                cast(coalesce((select jsonb_agg(r.name order by r.name) from grant_roles s
                    join roles r on r.org_id = s.org_id and r.id = s.role_id
                    where s.org_id = g.org_id and s.grant_id = g.id), '[]') as text) as roles,
                cast(coalesce((select jsonb_agg(s.token_id order by s.token_id) from grant_tokens s
                    where s.org_id = g.org_id and s.grant_id = g.id), '[]') as text) as tokens""";

    private static final String BYTES = "octet_length(cast(g.rule as text))";
    /** The short ones of its subjects count more than they have: they are many. */
    private static final String BYTES_OF_GRANT = BYTES + """
            + (select coalesce(sum(octet_length(u.name) + 64), 0) from grant_users s
                    join users u on u.org_id = s.user_org_id and u.id = s.user_id
                    where s.org_id = g.org_id and s.grant_id = g.id)
                + (select coalesce(sum(octet_length(r.name) + 64), 0) from grant_roles s
                    join roles r on r.org_id = s.org_id and r.id = s.role_id
                    where s.org_id = g.org_id and s.grant_id = g.id)
                + (select count(*) * 64 from grant_tokens s where s.org_id = g.org_id and s.grant_id = g.id)""";

    /**
     * Those that are not too long together, and how many there are, from behind a rule; one that is not there any more
     * stands nowhere.
     */
    private static final String PAGE = """
            with found as (
                select g.id, g.position from %1$s g
                where g.org_id = ?1 and g.position > coalesce(
                    (select position from %1$s where org_id = ?1 and id = ?2), case when ?2 = 0 then -1 end)
                order by g.position limit ?3),
            sized as (
                select f.id, f.position, %3$s as bytes from found f join %1$s g on g.id = f.id where g.org_id = ?1),
            measured as (select id, bytes, sum(bytes) over (order by position) as total from sized)
            %2$s, (select count(*) from found) as found
            from %1$s g join measured m on m.id = g.id
            where g.org_id = ?1 and (m.total = m.bytes or m.total <= cast(?4 as bigint)) order by g.position""";

    private static final int FOUND = 5;
    private static final String ONE = " g where g.org_id = ?1 and g.id = ?2";
    private static final String VALUES = " (org_id, id, rule) values (?1, ?2, cast(cast(?3 as text) as json))";
    private static final String CHANGE = " set rule = cast(cast(?3 as text) as json) where org_id = ?1 and id = ?2";
    private static final String ADD_USERS = "insert into grant_users (org_id, grant_id, user_id, user_org_id)"
            + " select ?1, ?2, added.id, added.org_id"
            + " from unnest(cast(?3 as bigint[]), cast(?4 as bigint[])) as added (id, org_id)";
    private static final String ADD_ROLES = "insert into grant_roles (org_id, grant_id, role_id)"
            + " select ?1, ?2, role from unnest(cast(?3 as bigint[])) as role";
    private static final String ADD_TOKENS = "insert into grant_tokens (org_id, grant_id, token_id)"
            + " select ?1, ?2, token from unnest(cast(?3 as bigint[])) as token";
    private static final List<String> SUBJECTS = List.of("grant_users", "grant_roles", "grant_tokens");

    /**
     * In the order of their creation.
     *
     * @param after from behind this one; null: from the first one on
     * @param bytes so long at most together, unless it is one alone
     */
    Uni<StoredRules> list(
            Transaction transaction,
            OrganizationId organization,
            RuleKind kind,
            @Nullable RuleId after,
            int limit,
            int bytes) {
        return transaction
                .session()
                .createNativeQuery(PAGE.formatted(kind.plural(), select(kind), bytes(kind)), Object[].class)
                .setParameter(1, organization.value())
                .setParameter(2, after == null ? 0L : after.value())
                .setParameter(3, limit)
                .setParameter(4, bytes)
                .getResultList()
                .map(rows -> new StoredRules(Slice.of(rows, rows.isEmpty() ? 0 : (Long) rows.get(0)[FOUND], limit)));
    }

    Uni<@Nullable Rule> find(Transaction transaction, OrganizationId organization, RuleKind kind, RuleId id) {
        return transaction
                .session()
                .createNativeQuery(select(kind) + " from " + kind.plural() + ONE, Object[].class)
                .setParameter(1, organization.value())
                .setParameter(2, id.value())
                .getResultList()
                .map(rows -> rows.isEmpty() ? null : StoredRules.rule(rows.get(0)));
    }

    Uni<Integer> insert(
            Transaction transaction, OrganizationId organization, RuleKind kind, RuleId id, RuleShape shape) {
        return put(transaction, "insert into " + kind.plural() + VALUES, organization, id, shape);
    }

    Uni<Integer> update(
            Transaction transaction, OrganizationId organization, RuleKind kind, RuleId id, RuleShape shape) {
        return put(transaction, "update " + kind.plural() + CHANGE, organization, id, shape);
    }

    Uni<Integer> delete(Transaction transaction, OrganizationId organization, RuleKind kind, RuleId id) {
        return execute(
                transaction, "delete from " + kind.plural() + " where org_id = ?1 and id = ?2", organization, id);
    }

    Uni<Void> addSubjects(Transaction transaction, OrganizationId organization, RuleId id, Subjects subjects) {
        Long[] roles = subjects.roles().stream().map(RoleId::value).toArray(Long[]::new);
        Long[] tokens = subjects.tokens().stream().map(TokenId::value).toArray(Long[]::new);
        return addUsers(transaction, organization, id, subjects.users())
                .chain(() -> add(transaction, ADD_ROLES, organization, id, roles))
                .chain(() -> add(transaction, ADD_TOKENS, organization, id, tokens))
                .onFailure(DatabaseErrors::isOrphan)
                .transform(error -> Failure.invalid("users, roles or tokens: one is not there any more"));
    }

    Uni<Void> removeSubjects(Transaction transaction, OrganizationId organization, RuleId id) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (String table : SUBJECTS) {
            done = done.chain(() -> execute(
                            transaction,
                            "delete from " + table + " where org_id = ?1 and grant_id = ?2",
                            organization,
                            id))
                    .replaceWithVoid();
        }
        return done;
    }

    private static String select(RuleKind kind) {
        return switch (kind) {
            case RESTRICTION -> RESTRICTIONS;
            case GRANT -> GRANTS;
        };
    }

    private static String bytes(RuleKind kind) {
        return switch (kind) {
            case RESTRICTION -> BYTES;
            case GRANT -> BYTES_OF_GRANT;
        };
    }

    private static Uni<Integer> put(
            Transaction transaction, String statement, OrganizationId organization, RuleId id, RuleShape shape) {
        return transaction
                .session()
                .createNativeQuery(statement)
                .setParameter(1, organization.value())
                .setParameter(2, id.value())
                .setParameter(3, StoredShape.print(shape))
                .executeUpdate();
    }

    private static Uni<Integer> execute(
            Transaction transaction, String statement, OrganizationId organization, RuleId id) {
        return transaction
                .session()
                .createNativeQuery(statement)
                .setParameter(1, organization.value())
                .setParameter(2, id.value())
                .executeUpdate();
    }

    private static Uni<Void> addUsers(
            Transaction transaction, OrganizationId organization, RuleId id, List<User> users) {
        if (users.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(ADD_USERS)
                .setParameter(1, organization.value())
                .setParameter(2, id.value())
                .setParameter(3, users.stream().map(user -> user.id().value()).toArray(Long[]::new))
                .setParameter(
                        4,
                        users.stream().map(user -> user.scope().organization()).toArray(Long[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> add(
            Transaction transaction, String statement, OrganizationId organization, RuleId id, Long[] subjects) {
        if (subjects.length == 0) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(statement)
                .setParameter(1, organization.value())
                .setParameter(2, id.value())
                .setParameter(3, subjects)
                .executeUpdate()
                .replaceWithVoid();
    }
}
