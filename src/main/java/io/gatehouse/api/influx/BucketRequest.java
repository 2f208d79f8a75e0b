package io.gatehouse.api.influx;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.organization.BucketChange;
import io.gatehouse.organization.NewBucket;
import io.gatehouse.organization.Retention;
import io.gatehouse.platform.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body that creates or changes a bucket. */
record BucketRequest(
        @Nullable String orgID,
        @Nullable String name,
        @Nullable String description,
        @Nullable String rp,
        @Nullable List<@Nullable RetentionRule> retentionRules,
        @Nullable String schemaType) {

    OrganizationId requireOrganization() {
        OrganizationId organization = Inputs.optional("orgID", orgID, OrganizationId::parse);
        if (organization == null) {
            throw Failure.invalid("organization id must be provided");
        }
        return organization;
    }

    NewBucket toNewBucket() {
        if ("explicit".equals(schemaType)) {
            throw Failure.invalid("schemaType `explicit` is not supported");
        }
        RetentionRule rule = RetentionRule.only(retentionRules);
        return new NewBucket(
                name == null ? "" : name,
                description == null ? "" : description,
                Inputs.optional(rp),
                rule == null
                        ? Retention.INFINITE
                        : Retention.INFINITE.with(rule.everySeconds(), rule.shardGroupDurationSeconds()));
    }

    BucketChange toChange() {
        RetentionRule rule = RetentionRule.only(retentionRules);
        return new BucketChange(
                name,
                description,
                rule == null ? null : rule.everySeconds(),
                rule == null ? null : rule.shardGroupDurationSeconds());
    }
}
