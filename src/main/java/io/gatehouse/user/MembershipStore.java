package io.gatehouse.user;

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
    private static final String SUSPENDED =
            "select 1 from OrganizationEntity o where o.id = m.orgId and o.status = 'inactive'";

    /** An owner of the instance may have created thousands of organizations, and needs no other place. */
    private static final String LOCK = "select user_id from memberships where user_org_id = ?1 and user_id = ?2"
            + " and (org_id = 0 or not exists(select from memberships"
            + " where user_org_id = ?1 and user_id = ?2 and org_id = 0)) for share";

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
        return of(transaction, user, " and not exists (" + SUSPENDED + ")");
    }

    private static Uni<List<Membership>> of(Transaction transaction, User user, String condition) {
        return transaction
                .session()
                .createSelectionQuery(
                        "from MembershipEntity m where m.userOrgId = ?1 and m.userId = ?2" + condition
                                + " order by m.orgId, m.bucketId",
                        MembershipEntity.class)
                .setParameter(1, user.scope().organization())
                .setParameter(2, user.id().value())
                .getResultList()
                .map(rows -> rows.stream().map(MembershipEntity::toMembership).toList());
    }
}
