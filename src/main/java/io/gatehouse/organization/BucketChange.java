package io.gatehouse.organization;

import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Names;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a bucket; what is absent stays.
 *
 * @param everySeconds of its {@link Retention}, as the next
 */
public record BucketChange(
        @Nullable String name,
        @Nullable String description,
        @Nullable Long everySeconds,
        @Nullable Long shardGroupSeconds) {

    public BucketChange {
        description = description == null ? null : Names.requireText("description", description);
    }

    /** Null if the bucket has that name already, or is to keep its own. */
    @Nullable
    String newName(Bucket bucket) {
        return name == null || name.equals(bucket.name()) ? null : name;
    }

    Bucket applyTo(Bucket bucket, Instant now) {
        String newName = newName(bucket);
        if (newName != null) {
            if (bucket.system()) {
                throw Failure.invalid("system buckets cannot be renamed");
            }
            BucketService.requireBucketName(newName);
        }
        return new Bucket(
                bucket.id(),
                bucket.organization(),
                bucket.system(),
                name == null ? bucket.name() : name,
                description == null ? bucket.description() : description,
                bucket.rp(),
                bucket.retention().with(everySeconds, shardGroupSeconds),
                bucket.createdAt(),
                now);
    }
}
