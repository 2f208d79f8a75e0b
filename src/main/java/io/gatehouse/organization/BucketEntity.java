package io.gatehouse.organization;

import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "buckets")
@IdClass(BucketEntity.Key.class)
@NullUnmarked
class BucketEntity {
    record Key(long orgId, long id) {}

    @Id
    @Column(name = "org_id")
    long orgId;

    @Id
    long id;

    String type;
    String name;
    String description;
    String rp;

    @Column(name = "retention_seconds")
    long retentionSeconds;

    @Column(name = "shard_group_seconds")
    long shardGroupSeconds;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    static BucketEntity from(Bucket bucket) {
        var entity = new BucketEntity();
        entity.orgId = bucket.organization().value();
        entity.id = bucket.id().value();
        entity.type = bucket.system() ? "system" : "user";
        entity.name = bucket.name();
        entity.description = bucket.description();
        entity.rp = bucket.rp();
        entity.retentionSeconds = bucket.retention().everySeconds();
        entity.shardGroupSeconds = bucket.retention().shardGroupSeconds();
        entity.createdAt = bucket.createdAt();
        entity.updatedAt = bucket.updatedAt();
        return entity;
    }

    Bucket toBucket() {
        return new Bucket(
                new BucketId(id),
                new OrganizationId(orgId),
                type.equals("system"),
                name,
                description,
                rp,
                new Retention(retentionSeconds, shardGroupSeconds),
                createdAt,
                updatedAt);
    }
}
