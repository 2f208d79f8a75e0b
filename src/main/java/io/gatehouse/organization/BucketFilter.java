package io.gatehouse.organization;

import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import org.jspecify.annotations.Nullable;

/** Which buckets to list; what is absent does not narrow. */
public record BucketFilter(
        @Nullable OrganizationId organization,
        @Nullable String name,
        @Nullable BucketId id) {}
