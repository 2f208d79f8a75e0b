package io.gatehouse.role;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.DatabaseErrors;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Pairs;
import io.gatehouse.platform.Transaction;
import io.gatehouse.token.StoredPermissions;
import io.gatehouse.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables {@code roles} and {@code role_members}. */
@ApplicationScoped
class RoleStore {
    private static final String SELECT = """
            select r.id, r.name, cast(r.permissions as text) as permissions, cast(coalesce((
                select jsonb_agg(u.name order by u.name)
                from role_members m join users u on u.org_id = m.user_org_id and u.id = m.user_id
                where m.org_id = r.org_id and m.role_id = r.id), '[]') as text) as users, cast(r.declared as text) as declared
            from roles r where r.org_id = ?1\s""";
    private static final String ALL = SELECT + "order by r.id";
    private static final String COUNT = "select count(*) from (select 1 from roles where org_id = ?1"
            + " union all select 1 from role_members where org_id = ?1"
            + " union all select 1 from roles r, jsonb_object_keys(r.permissions) where r.org_id = ?1"
            + " union all select 1 from roles r, jsonb_array_elements(r.declared) where r.org_id = ?1"
            + " limit ?2) entries";
    private static final String NAMED = SELECT + "and r.name = ?2";
    private static final String OF_USER =
            SELECT + "and r.id in (select role_id from role_members where org_id = ?1 and user_id = ?2)";
    private static final String INSERT = "insert into roles (org_id, id, name, permissions, declared)"
            + " values (?1, ?2, ?3, cast(cast(?4 as text) as jsonb), cast(cast(?5 as text) as jsonb))";
    private static final String UPDATE = "update roles set permissions = cast(cast(?3 as text) as jsonb),"
            + " declared = cast(cast(?4 as text) as jsonb) where org_id = ?1 and id = ?2";
    private static final String RENAME = "update roles set name = ?3 where org_id = ?1 and id = ?2";
    private static final String DELETE = "delete from roles where org_id = ?1 and id = ?2";
    private static final String IDS = "select name, id from roles where org_id = ?1 and name = any(?2)";
    private static final String ADD_USERS = "insert into role_members (org_id, role_id, user_id, user_org_id)"
            + " select ?1, ?2, added.id, added.org_id"
            + " from unnest(cast(?3 as bigint[]), cast(?4 as bigint[])) as added (id, org_id) on conflict do nothing";
    private static final String REMOVE_USERS =
            "delete from role_members where org_id = ?1 and role_id = ?2 and user_id = any(?3)";
    private static final String HAVE_GRANTS =
            "select coalesce(bool_or(has_grants(?1, 0, role)), false) from unnest(cast(?2 as bigint[])) as role";

    /** How many roles there are, users of them, databases and resources on which they have permissions; at most so many. */
    Uni<Long> count(Transaction transaction, OrganizationId organization, int most) {
        return transaction
                .session()
                .createNativeQuery(COUNT, Long.class)
                .setParameter(1, organization.value())
                .setParameter(2, most)
                .getSingleResult();
    }

    Uni<List<Role>> list(Transaction transaction, OrganizationId organization) {
        return transaction
                .session()
                .createNativeQuery(ALL, Object[].class)
                .setParameter(1, organization.value())
                .getResultList()
                .map(RoleStore::roles);
    }

    Uni<@Nullable Role> find(Transaction transaction, OrganizationId organization, String name) {
        return transaction
                .session()
                .createNativeQuery(NAMED, Object[].class)
                .setParameter(1, organization.value())
                .setParameter(2, name)
                .getResultList()
                .map(rows -> rows.isEmpty() ? null : roles(rows).get(0));
    }

    Uni<Map<String, RoleId>> ids(Transaction transaction, OrganizationId organization, Collection<String> names) {
        return transaction
                .session()
                .createNativeQuery(IDS, Object[].class)
                .setParameter(1, organization.value())
                .setParameter(2, names.toArray(String[]::new))
                .getResultList()
                .map(rows -> Pairs.map(rows, String.class::cast, id -> new RoleId((Long) id)));
    }

    Uni<List<Role>> of(Transaction transaction, OrganizationId organization, UserId user) {
        return transaction
                .session()
                .createNativeQuery(OF_USER, Object[].class)
                .setParameter(1, organization.value())
                .setParameter(2, user.value())
                .getResultList()
                .map(RoleStore::roles);
    }

    Uni<Void> insert(Transaction transaction, OrganizationId organization, Role role) {
        return transaction
                .session()
                .createNativeQuery(INSERT)
                .setParameter(1, organization.value())
                .setParameter(2, role.id().value())
                .setParameter(3, role.name())
                .setParameter(4, role.rights().print())
                .setParameter(5, StoredPermissions.print(role.declared()))
                .executeUpdate()
                .onFailure(DatabaseErrors::isDuplicate)
                .transform(error -> Failure.conflict("role already exists"))
                .replaceWithVoid();
    }

    Uni<Void> update(Transaction transaction, OrganizationId organization, Role role) {
        return transaction
                .session()
                .createNativeQuery(UPDATE)
                .setParameter(1, organization.value())
                .setParameter(2, role.id().value())
                .setParameter(3, role.rights().print())
                .setParameter(4, StoredPermissions.print(role.declared()))
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> rename(Transaction transaction, OrganizationId organization, Role role, String name) {
        return transaction
                .session()
                .createNativeQuery(RENAME)
                .setParameter(1, organization.value())
                .setParameter(2, role.id().value())
                .setParameter(3, name)
                .executeUpdate()
                .onFailure(DatabaseErrors::isDuplicate)
                .transform(error -> Failure.conflict("role already exists"))
                .replaceWithVoid();
    }

    Uni<Void> delete(Transaction transaction, OrganizationId organization, Role role) {
        return transaction
                .session()
                .createNativeQuery(DELETE)
                .setParameter(1, organization.value())
                .setParameter(2, role.id().value())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Those who have it already are ignored. */
    Uni<Void> addUsers(Transaction transaction, OrganizationId organization, Role role, List<User> users) {
        if (users.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(ADD_USERS)
                .setParameter(1, organization.value())
                .setParameter(2, role.id().value())
                .setParameter(3, ids(users))
                .setParameter(
                        4,
                        users.stream().map(user -> user.scope().organization()).toArray(Long[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> removeUsers(Transaction transaction, OrganizationId organization, Role role, List<User> users) {
        if (users.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(REMOVE_USERS)
                .setParameter(1, organization.value())
                .setParameter(2, role.id().value())
                .setParameter(3, ids(users))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Whether grants name one of the roles. */
    Uni<Boolean> haveGrants(Transaction transaction, OrganizationId organization, List<Role> roles) {
        return transaction
                .session()
                .createNativeQuery(HAVE_GRANTS, Boolean.class)
                .setParameter(1, organization.value())
                .setParameter(2, roles.stream().map(role -> role.id().value()).toArray(Long[]::new))
                .getSingleResult();
    }

    private static Long[] ids(List<User> users) {
        return users.stream().map(user -> user.id().value()).toArray(Long[]::new);
    }

    private static List<Role> roles(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new Role(
                        new RoleId((Long) row[0]),
                        (String) row[1],
                        Rights.parse((String) row[2]),
                        StoredPermissions.parse((String) row[4]),
                        users((String) row[3])))
                .toList();
    }

    private static List<String> users(String json) {
        return new JsonArray(json).stream().map(String.class::cast).toList();
    }
}
