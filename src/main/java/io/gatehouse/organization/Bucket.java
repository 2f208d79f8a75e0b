package io.gatehouse.organization;

import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A named place for series; InfluxDB 1 calls it a database.
 *
 * @param system made with the organization, never renamed or deleted
 * @param rp InfluxDB 1's retention policy, kept as given
 */
public record Bucket(
        BucketId id,
        OrganizationId organization,
        boolean system,
        String name,
        String description,
        @Nullable String rp,
        Retention retention,
        Instant createdAt,
        Instant updatedAt) {}
