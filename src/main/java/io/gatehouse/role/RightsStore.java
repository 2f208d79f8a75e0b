package io.gatehouse.role;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Transaction;
import io.gatehouse.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table {@code user_rights}. */
@ApplicationScoped
class RightsStore {
    private static final String ALL =
            "select user_id, cast(permissions as text) as permissions, cast(attributes as text) as attributes"
                    + " from user_rights where org_id = ?1";
    /** A text counts again for every 256 characters. */
    private static final String COUNT = "select count(*) from (select 1 from user_rights r,"
            + " jsonb_object_keys(r.permissions) where r.org_id = ?1"
            + " union all select 1 from user_rights r, jsonb_each_text(r.attributes) a,"
            + " generate_series(0, length(a.value) / 256) where r.org_id = ?1"
            + " limit ?2) entries";

    private static final String ONE = ALL + " and user_id = ?2";
    private static final String EVERYWHERE =
            "select r.org_id, cast(r.permissions as text) as permissions from user_rights r"
                    + " join organizations o on o.id = r.org_id and o.status = 'active'"
                    + " where r.user_org_id = ?1 and r.user_id = ?2";
    private static final String LOCK =
            "select user_id from user_rights where user_org_id = ?1 and user_id = ?2 for share";

    /** A user who once held something still has a row. */
    private static final String FAVOURED = "select org_id from user_rights where user_org_id = ?1 and user_id = ?2"
            + " and (permissions <> '{}' or attributes <> '{}')"
            + " union select org_id from role_members where user_org_id = ?1 and user_id = ?2"
            + " union select org_id from grant_users where user_org_id = ?1 and user_id = ?2";

    private static final String PUT = "insert into user_rights (org_id, user_id, user_org_id, permissions, attributes)"
            + " values (?1, ?2, ?3, cast(cast(?4 as text) as jsonb), cast(cast(?5 as text) as jsonb))"
            + " on conflict (org_id, user_id)"
            + " do update set permissions = excluded.permissions, attributes = excluded.attributes";
    private static final String HAS_GRANTS = "select has_grants(?1, ?2, 0)";

    /** How many databases there are on which users have permissions, and attributes of users; at most so many. */
    Uni<Long> count(Transaction transaction, OrganizationId organization, int most) {
        return transaction
                .session()
                .createNativeQuery(COUNT, Long.class)
                .setParameter(1, organization.value())
                .setParameter(2, most)
                .getSingleResult();
    }

    Uni<List<Account>> accounts(Transaction transaction, OrganizationId organization, List<User> users) {
        return transaction
                .session()
                .createNativeQuery(ALL, Object[].class)
                .setParameter(1, organization.value())
                .getResultList()
                .map(rows -> {
                    Map<Long, Object[]> byUser = new HashMap<>();
                    rows.forEach(row -> byUser.put((Long) row[0], row));
                    return users.stream()
                            .map(user -> account(user, byUser.get(user.id().value())))
                            .toList();
                });
    }

    Uni<Account> account(Transaction transaction, OrganizationId organization, User user) {
        return transaction
                .session()
                .createNativeQuery(ONE, Object[].class)
                .setParameter(1, organization.value())
                .setParameter(2, user.id().value())
                .getSingleResultOrNull()
                .map(row -> account(user, row));
    }

    /** Nobody takes any of it before the end of the transaction. */
    Uni<Map<OrganizationId, Rights>> lockEverywhere(Transaction transaction, User user) {
        return transaction
                .session()
                .createNativeQuery(LOCK, Long.class)
                .setParameter(1, user.scope().organization())
                .setParameter(2, user.id().value())
                .getResultList()
                .chain(() -> everywhere(transaction, user));
    }

    /** What the user holds, in each organization where it holds anything and that is not suspended. */
    Uni<Map<OrganizationId, Rights>> everywhere(Transaction transaction, User user) {
        return transaction
                .session()
                .createNativeQuery(EVERYWHERE, Object[].class)
                .setParameter(1, user.scope().organization())
                .setParameter(2, user.id().value())
                .getResultList()
                .map(rows -> {
                    Map<OrganizationId, Rights> rights = new HashMap<>();
                    rows.forEach(row -> rights.put(new OrganizationId((Long) row[0]), Rights.parse((String) row[1])));
                    return rights;
                });
    }

    /** Where the user has permissions, attributes, roles or grants, suspended or not. */
    Uni<List<OrganizationId>> favouring(Transaction transaction, User user) {
        return transaction
                .session()
                .createNativeQuery(FAVOURED, Long.class)
                .setParameter(1, user.scope().organization())
                .setParameter(2, user.id().value())
                .getResultList()
                .map(ids -> ids.stream().map(OrganizationId::new).toList());
    }

    Uni<Void> put(Transaction transaction, OrganizationId organization, Account account) {
        return transaction
                .session()
                .createNativeQuery(PUT)
                .setParameter(1, organization.value())
                .setParameter(2, account.user().id().value())
                .setParameter(3, account.user().scope().organization())
                .setParameter(4, account.rights().print())
                .setParameter(5, new JsonObject(new HashMap<>(account.attributes())).encode())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Whether grants name the user. */
    Uni<Boolean> hasGrants(Transaction transaction, OrganizationId organization, User user) {
        return transaction
                .session()
                .createNativeQuery(HAS_GRANTS, Boolean.class)
                .setParameter(1, organization.value())
                .setParameter(2, user.id().value())
                .getSingleResult();
    }

    private static Account account(User user, Object @Nullable [] row) {
        return row == null
                ? new Account(user, Rights.NONE, Map.of())
                : new Account(user, Rights.parse((String) row[1]), attributes((String) row[2]));
    }

    private static Map<String, String> attributes(String json) {
        Map<String, String> attributes = new LinkedHashMap<>();
        new JsonObject(json).forEach(entry -> attributes.put(entry.getKey(), (String) entry.getValue()));
        return attributes;
    }
}
