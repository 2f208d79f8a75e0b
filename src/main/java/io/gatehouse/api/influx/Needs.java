package io.gatehouse.api.influx;

import io.gatehouse.api.Caller;
import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.UserId;
import io.gatehouse.organization.Bucket;
import io.gatehouse.organization.Organization;
import io.gatehouse.platform.Visible;
import io.gatehouse.token.Authorization;
import io.gatehouse.user.User;

/** The permission that each operation needs. Source: InfluxDB v2, {@code authorizer/}. */
final class Needs {
    private static final String AUTHORIZATIONS = ResourceType.AUTHORIZATIONS.text();
    private static final String BUCKETS = ResourceType.BUCKETS.text();
    private static final String ORGS = ResourceType.ORGS.text();
    private static final String USERS = ResourceType.USERS.text();

    private Needs() {}

    /** The organizations that the caller may read. */
    static Visible<Organization> readableOrganizations(Caller caller) {
        return new Visible<>(
                caller.permissions().bounds(Permission.READ, ORGS),
                organization -> caller.may(onOrganization(Permission.READ, organization.id())));
    }

    /** The users that the caller may read. */
    static Visible<User> readableUsers(Caller caller) {
        return new Visible<>(
                caller.permissions().bounds(Permission.READ, USERS),
                user -> caller.may(onUser(Permission.READ, user.id())));
    }

    /** The buckets that the caller may read: system buckets by reading their organization. */
    static Visible<Bucket> readableBuckets(Caller caller) {
        PermissionSet held = caller.permissions();
        return new Visible<>(
                held.bounds(Permission.READ, BUCKETS).orInOrganizations(held.bounds(Permission.READ, ORGS)),
                bucket -> caller.may(onBucket(Permission.READ, bucket)));
    }

    /** The tokens that the caller may read, if it may also read whom they act for. */
    static Visible<Authorization> readableAuthorizations(Caller caller) {
        return new Visible<>(
                caller.permissions().bounds(Permission.READ, AUTHORIZATIONS),
                authorization -> caller.may(onAuthorization(Permission.READ, authorization))
                        && caller.may(onUser(Permission.READ, authorization.user())));
    }

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
