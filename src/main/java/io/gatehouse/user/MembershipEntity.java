package io.gatehouse.user;

import io.gatehouse.decision.BucketId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "memberships")
@IdClass(MembershipEntity.Key.class)
@NullUnmarked
class MembershipEntity {
    record Key(long orgId, long bucketId, long userId) {}

    @Id
    @Column(name = "org_id")
    long orgId;

    @Id
    @Column(name = "bucket_id")
    long bucketId;

    @Id
    @Column(name = "user_id")
    long userId;

    @Column(name = "user_org_id")
    long userOrgId;

    String role;

    /** Counts up, so that lists are in the order of joining. */
    @Column(insertable = false, updatable = false)
    Long position;

    static MembershipEntity from(Place place, Member member) {
        var entity = new MembershipEntity();
        entity.orgId = place.scope().organization();
        entity.bucketId = bucketOf(place);
        entity.userId = member.user().id().value();
        entity.userOrgId = member.user().scope().organization();
        entity.role = member.owner() ? "owner" : "member";
        return entity;
    }

    static long bucketOf(Place place) {
        BucketId bucket = place.bucket();
        return bucket == null ? 0 : bucket.value();
    }
}
