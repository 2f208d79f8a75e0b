package io.gatehouse.user;

import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.DatabaseErrors;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The table {@code memberships}. */
@ApplicationScoped
class MembershipStore {
    private static final String PLACE = " m.orgId = ?1 and m.bucketId = ?2";
    private static final String OWNS_INSTANCE =
            "exists(select from memberships where user_org_id = ?1 and user_id = ?2 and org_id = 0)";

    /** An owner of the instance may have created thousands of organizations, and needs no other place. */
    private static final String LOCK = "select user_id from memberships where user_org_id = ?1 and user_id = ?2"
            + " and (org_id = 0 or not " + OWNS_INSTANCE + ") for share";

    /** It may do everything without them, so all that they tell is whether it means one organization or has several. */
    private static final String REACH = " and (m.org_id = 0 or not " + OWNS_INSTANCE
            + " or m.org_id = any(array(select distinct f.org_id from memberships f"
            + " where f.user_org_id = ?1 and f.user_id = ?2 and f.org_id <> 0 and (f.bucket_id = 0 or f.role = 'member')"
            + " and " + active("f") + " limit 2)))";

    private static final String PLACES =
            "select m.org_id, m.bucket_id, m.role from memberships m where m.user_org_id = ?1 and m.user_id = ?2";

    Uni<Void> insert(Transaction transaction, Place place, Member member) {
        return transaction
                .session()
                .insert(MembershipEntity.from(place, member))
                .onFailure(DatabaseErrors::isDuplicate)
                .transform(error -> Failure.conflict("user " + member.user().id() + " is already an owner or a member"))
                .onFailure(DatabaseErrors::isOrphan)
                .transform(error -> Failure.notFound("organization or bucket not found"));
    }

    Uni<Void> delete(Transaction transaction, Place place, UserId user) {
        return transaction
                .session()
                .createMutationQuery("delete from MembershipEntity m where" + PLACE + " and m.userId = ?3")
                .setParameter(1, place.scope().organization())
                .setParameter(2, MembershipEntity.bucketOf(place))
                .setParameter(3, user.value())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** At most so many, in the order of joining. */
    Uni<List<Member>> list(Transaction transaction, Place place, boolean owners, int most) {
        return transaction
                .session()
                .createSelectionQuery(
                        "select u from UserEntity u join MembershipEntity m"
                                + " on u.orgId = m.userOrgId and u.id = m.userId where" + PLACE
                                + " and m.role = ?3 order by m.position",
                        UserEntity.class)
                .setParameter(1, place.scope().organization())
                .setParameter(2, MembershipEntity.bucketOf(place))
                .setParameter(3, owners ? "owner" : "member")
                .setMaxResults(most)
                .getResultList()
                .map(users -> users.stream()
                        .map(user -> new Member(user.toUser(), owners))
                        .toList());
    }

    /** Whoever ends what the user may by its places waits for this. */
    Uni<Void> lock(Transaction transaction, User user) {
        return transaction
                .session()
                .createNativeQuery(LOCK, Long.class)
                .setParameter(1, user.scope().organization())
                .setParameter(2, user.id().value())
                .getResultList()
                .replaceWithVoid();
    }

    Uni<List<Membership>> of(Transaction transaction, User user) {
        return of(transaction, user, "");
    }

    /** Without those in suspended organizations. */
    Uni<List<Membership>> activeOf(Transaction transaction, User user) {
        return of(transaction, user, " and " + active("m"));
    }

    /** As {@link #activeOf}; of an owner of the instance, only those in two organizations. */
    Uni<List<Membership>> reachOf(Transaction transaction, User user) {
        return of(transaction, user, REACH + " and " + active("m"));
    }

    private static Uni<List<Membership>> of(Transaction transaction, User user, String condition) {
        return transaction
                .session()
                .createNativeQuery(PLACES + condition + " order by m.org_id, m.bucket_id", Object[].class)
                .setParameter(1, user.scope().organization())
                .setParameter(2, user.id().value())
                .getResultList()
                .map(rows -> rows.stream().map(MembershipStore::membership).toList());
    }

    private static Membership membership(Object[] row) {
        long organization = (Long) row[0];
        long bucket = (Long) row[1];
        var place = new Place(
                organization == 0 ? null : new OrganizationId(organization), bucket == 0 ? null : new BucketId(bucket));
        return new Membership(place, row[2].equals("owner"));
    }

    private static String active(String membership) {
        return "not exists(select from organizations o where o.id = " + membership
                + ".org_id and o.status = 'inactive')";
    }
}
