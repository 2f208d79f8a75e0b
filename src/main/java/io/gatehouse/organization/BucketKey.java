package io.gatehouse.organization;

import io.gatehouse.decision.OrganizationId;

/** What may be a bucket of an organization: there is one, or none. */
public record BucketKey(OrganizationId organization, long id) {}
