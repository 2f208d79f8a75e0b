package io.gatehouse.organization;

import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Names;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to change of a bucket; what is absent stays. */
public record BucketChange(
        @Nullable String name,
        @Nullable String description,
        @Nullable Retention retention) {

    public BucketChange {
        description = description == null ? null : Names.requireText("description", description);
    }

    boolean renames(Bucket bucket) {
        return name != null && !name.equals(bucket.name());
    }

    Bucket applyTo(Bucket bucket, Instant now) {
        if (name != null && renames(bucket)) {
            if (bucket.system()) {
                throw Failure.invalid("system buckets cannot be renamed");
            }
            BucketService.requireBucketName(name);
        }
        return new Bucket(
                bucket.id(),
                bucket.organization(),
                bucket.system(),
                name == null ? bucket.name() : name,
                description == null ? bucket.description() : description,
                bucket.rp(),
                retention == null ? bucket.retention() : retention,
                bucket.createdAt(),
                now);
    }
}
