package io.gatehouse.api.influx;

import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.UserId;
import io.gatehouse.organization.Bucket;
import io.gatehouse.token.Authorization;

/** The permission that each operation needs. Source: InfluxDB v2, {@code authorizer/}. */
final class Needs {
    private static final String AUTHORIZATIONS = ResourceType.AUTHORIZATIONS.text();
    private static final String BUCKETS = ResourceType.BUCKETS.text();
    private static final String ORGS = ResourceType.ORGS.text();
    private static final String USERS = ResourceType.USERS.text();

    private Needs() {}

    static Permission onOrganization(String action, OrganizationId id) {
        return Permission.on(action, ORGS, id.value());
    }

    static Permission createOrganization() {
        return Permission.everywhere(Permission.WRITE, ORGS);
    }

    static Permission onUser(String action, UserId id) {
        return Permission.on(action, USERS, id.value());
    }

    static Permission createUser() {
        return Permission.everywhere(Permission.WRITE, USERS);
    }

    static Permission createBucket(OrganizationId organization) {
        return Permission.in(organization, Permission.WRITE, BUCKETS);
    }

    /** Reading a system bucket takes reading its organization. */
    static Permission onBucket(String action, Bucket bucket) {
        return bucket.system() && action.equals(Permission.READ)
                ? onOrganization(action, bucket.organization())
                : onBucket(action, bucket.organization(), bucket.id());
    }

    static Permission onBucket(String action, OrganizationId organization, BucketId bucket) {
        return Permission.on(organization, action, BUCKETS, bucket.value());
    }

    static Permission createAuthorization(OrganizationId organization) {
        return Permission.in(organization, Permission.WRITE, AUTHORIZATIONS);
    }

    static Permission onAuthorization(String action, Authorization authorization) {
        return Permission.on(
                authorization.organization(),
                action,
                AUTHORIZATIONS,
                authorization.id().value());
    }
}
