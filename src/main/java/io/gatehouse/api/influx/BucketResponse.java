package io.gatehouse.api.influx;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.organization.Bucket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bucket on the wire. */
record BucketResponse(
        String id,
        String orgID,
        String type,
        String name,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String description,
        @Nullable String rp,
        List<RetentionRule> retentionRules,
        Instant createdAt,
        Instant updatedAt,
        Map<String, String> links,
        List<String> labels) {

    static BucketResponse from(Bucket bucket) {
        String self = "/api/v2/buckets/" + bucket.id();
        return new BucketResponse(
                bucket.id().toString(),
                bucket.organization().toString(),
                bucket.system() ? "system" : "user",
                bucket.name(),
                bucket.description(),
                bucket.rp(),
                RetentionRule.from(bucket.retention()),
                bucket.createdAt(),
                bucket.updatedAt(),
                Links.of("self", self)
                        .and("labels", self + "/labels")
                        .and("members", self + "/members")
                        .and("org", "/api/v2/orgs/" + bucket.organization())
                        .and("owners", self + "/owners")
                        .and("write", "/api/v2/write?org=" + bucket.organization() + "&bucket=" + bucket.id())
                        .map(),
                List.of());
    }

    /** A page of buckets on the wire. */
    record Many(Map<String, String> links, List<BucketResponse> buckets) {}
}
