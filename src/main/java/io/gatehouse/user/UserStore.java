package io.gatehouse.user;

import io.gatehouse.decision.Bounds;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.DatabaseErrors;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.ListQuery;
import io.gatehouse.platform.Pairs;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The tables {@code users} and {@code passwords}. */
@ApplicationScoped
class UserStore {
    private static final long INSTANCE = Scope.instance().organization();
    private static final String NAMES = "select id, name from users where id = any(?1)";
    private static final String LOCK_ACTIVE = "select id from users where id = ?1 and status = 'active' for share";
    private static final String SET_PASSWORD = "insert into passwords (org_id, user_id, hash, discriminator)"
            + " values (?1, ?2, ?3, ?4) on conflict (org_id, user_id)"
            + " do update set hash = excluded.hash, discriminator = excluded.discriminator";
    private static final String CHANGE_PASSWORD =
            "update passwords set hash = ?3, discriminator = ?4" + " where org_id = ?1 and user_id = ?2 and hash = ?5";
    private static final String IN_ORGANIZATION = "from UserEntity u where (u.orgId = ?1 or (u.orgId = 0 and exists"
            + " (select 1 from MembershipEntity m where m.orgId = ?1 and m.userOrgId = 0 and m.userId = u.id)))";
    private static final String NAMED = " and u.name = ?2";
    /** HQL has no word for it: one parameter, whatever the array's length. */
    private static final String NAMED_SO = " and cast(sql('(? = any(?))', u.name, ?2) as Boolean)";

    private static final String ACTIVE_OWNERS = "select u.id from UserEntity u join MembershipEntity m"
            + " on u.orgId = m.userOrgId and u.id = m.userId"
            + " where m.orgId = 0 and m.bucketId = 0 and m.role = 'owner' and u.status = 'active'";
    private static final String EMPTY = "select empty_user(?1, ?2, 10000)";
    private static final String IN_ORDER = " order by u.orgId desc, u.id";

    Uni<Void> insert(Transaction transaction, User user) {
        return named(user, transaction.session().insert(UserEntity.from(user)));
    }

    Uni<Void> update(Transaction transaction, User user) {
        return named(user, transaction.session().update(UserEntity.from(user)));
    }

    /** The tokens, of which there may be many, go first, part by part. */
    Uni<Void> delete(Transaction transaction, User user) {
        return transaction
                .untilNothingIsLeft(() -> transaction
                        .session()
                        .createNativeQuery(EMPTY, Long.class)
                        .setParameter(1, user.scope().organization())
                        .setParameter(2, user.id().value())
                        .getSingleResult())
                .chain(() -> transaction
                        .session()
                        .createMutationQuery("delete from UserEntity where orgId = ?1 and id = ?2")
                        .setParameter(1, user.scope().organization())
                        .setParameter(2, user.id().value())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Queues behind the writers of every organization in which the user counts, before it is changed there. */
    Uni<Void> lockEverywhere(Transaction transaction, User user) {
        return transaction
                .session()
                .createNativeQuery("select lock_policy_of_user(?1, ?2)", Long.class)
                .setParameter(1, user.scope().organization())
                .setParameter(2, user.id().value())
                .getSingleResult()
                .replaceWithVoid();
    }

    Uni<@Nullable User> find(Transaction transaction, UserId id) {
        return transaction
                .session()
                .createSelectionQuery("from UserEntity where id = ?1", UserEntity.class)
                .setParameter(1, id.value())
                .getSingleResultOrNull()
                .map(entity -> entity == null ? null : entity.toUser());
    }

    /** Whoever deactivates or deletes the user waits for this. */
    Uni<@Nullable User> lockActive(Transaction transaction, UserId id) {
        return transaction
                .session()
                .createNativeQuery(LOCK_ACTIVE, Long.class)
                .setParameter(1, id.value())
                .getSingleResultOrNull()
                .chain(locked -> locked == null ? Uni.createFrom().nullItem() : find(transaction, id));
    }

    Uni<Map<Long, String>> names(Transaction transaction, Collection<Long> ids) {
        return transaction
                .session()
                .createNativeQuery(NAMES, Object[].class)
                .setParameter(1, ids.toArray(Long[]::new))
                .getResultList()
                .map(rows -> Pairs.map(rows, Long.class::cast, String.class::cast));
    }

    /** In the order of their ids, from behind one of them; where a name is given, the instance's own user comes first. */
    Uni<List<User>> list(
            Transaction transaction,
            UserFilter filter,
            Bounds bounds,
            @Nullable Long after,
            boolean descending,
            int size) {
        if (filter.name() == null) {
            return fetch(transaction, query(filter, bounds), after, descending, size);
        }
        return fetch(transaction, query(filter, bounds).where("orgId", INSTANCE), null, false, 1)
                .chain(first -> {
                    boolean begins = after == null
                            || first.stream()
                                    .anyMatch(user -> Objects.equals(user.id().value(), after));
                    var others = query(filter, bounds).except("orgId", INSTANCE);
                    return fetch(transaction, others, begins ? null : after, descending, size)
                            .map(found -> Stream.concat(after == null ? first.stream() : Stream.empty(), found.stream())
                                    .toList());
                });
    }

    /** Everybody of this name, or those of them who belong to the instance or to one organization. */
    Uni<List<User>> named(Transaction transaction, String name, @Nullable OrganizationId organization, Bounds bounds) {
        var query = query(new UserFilter(null, name), bounds);
        return fetch(
                transaction,
                organization == null ? query : query.among("orgId", List.of(INSTANCE, organization.value())),
                null,
                false,
                Integer.MAX_VALUE);
    }

    /** Whether the organization has a user of its own with this name. */
    Uni<Boolean> hasOwn(Transaction transaction, OrganizationId organization, String name) {
        var query = query(new UserFilter(null, name), Bounds.EVERYWHERE).where("orgId", organization.value());
        return fetch(transaction, query, null, false, 1).map(found -> !found.isEmpty());
    }

    /** The ids of those who own the instance and are active. */
    Uni<List<Long>> activeOwners(Transaction transaction) {
        return transaction
                .session()
                .createSelectionQuery(ACTIVE_OWNERS, Long.class)
                .getResultList();
    }

    private static ListQuery<UserEntity> query(UserFilter filter, Bounds bounds) {
        var id = filter.id();
        return ListQuery.of(UserEntity.class)
                .where("id", id == null ? null : id.value())
                .where("name", filter.name())
                .within("id", bounds);
    }

    private static Uni<List<User>> fetch(
            Transaction transaction, ListQuery<UserEntity> query, @Nullable Long after, boolean descending, int size) {
        return query.fetch(transaction, after, descending, size)
                .map(rows -> rows.stream().map(UserEntity::toUser).toList());
    }

    /** Sets the password and ends the sessions that the old one opened. */
    Uni<Void> setPassword(Transaction transaction, User user, StoredPassword password) {
        return password(transaction, SET_PASSWORD, user, password)
                .executeUpdate()
                .onFailure(DatabaseErrors::isOrphan)
                .transform(error -> Failure.notFound("user not found"))
                .chain(() -> endSessions(transaction, user));
    }

    /** As {@link #setPassword}, where the password so far has this hash; whether it has. */
    Uni<Boolean> changePassword(Transaction transaction, User user, String hash, StoredPassword password) {
        return password(transaction, CHANGE_PASSWORD, user, password)
                .setParameter(5, hash)
                .executeUpdate()
                .chain(changed -> changed == 0
                        ? Uni.createFrom().item(false)
                        : endSessions(transaction, user).replaceWith(true));
    }

    private static Mutiny.MutationQuery password(
            Transaction transaction, String statement, User user, StoredPassword password) {
        return transaction
                .session()
                .createNativeQuery(statement)
                .setParameter(1, user.scope().organization())
                .setParameter(2, user.id().value())
                .setParameter(3, password.hash())
                .setParameter(4, password.discriminator());
    }

    Uni<Void> endSessions(Transaction transaction, User user) {
        return transaction
                .session()
                .createNativeQuery("delete from sessions where org_id = ?1 and user_id = ?2")
                .setParameter(1, user.scope().organization())
                .setParameter(2, user.id().value())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** An organization's: those that it created, then those of the instance that have a place in it; at most so many. */
    Uni<List<User>> list(Transaction transaction, OrganizationId organization, @Nullable String name, int most) {
        var query = transaction
                .session()
                .createSelectionQuery(IN_ORGANIZATION + (name == null ? "" : NAMED) + IN_ORDER, UserEntity.class)
                .setParameter(1, organization.value())
                .setMaxResults(most);
        if (name != null) {
            query.setParameter(2, name);
        }
        return query.getResultList()
                .map(rows -> rows.stream().map(UserEntity::toUser).toList());
    }

    /** Who is meant by each of the names in an organization: its own users before those of the instance. */
    Uni<Map<String, User>> find(Transaction transaction, OrganizationId organization, Collection<String> names) {
        return transaction
                .session()
                .createSelectionQuery(IN_ORGANIZATION + NAMED_SO + IN_ORDER, UserEntity.class)
                .setParameter(1, organization.value())
                .setParameter(2, names.toArray(String[]::new))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(UserEntity::toUser)
                        .collect(Collectors.toMap(User::name, user -> user, (first, other) -> first)));
    }

    private static Uni<Void> named(User user, Uni<Void> write) {
        return write.onFailure(DatabaseErrors::isDuplicate).transform(error -> taken(user));
    }

    static Failure taken(User user) {
        return Failure.conflict("user with name " + user.name() + " already exists");
    }
}
