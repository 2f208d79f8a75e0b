package io.gatehouse.user;

import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a user can be an owner or a member: the instance, an organization, or one bucket of it.
 *
 * @param organization absent: the instance
 * @param bucket absent: the whole organization
 */
public record Place(
        @Nullable OrganizationId organization, @Nullable BucketId bucket) {
    private static final Place INSTANCE = new Place(null, null);

    public static Place instance() {
        return INSTANCE;
    }

    public static Place of(OrganizationId organization) {
        return new Place(organization, null);
    }

    public static Place of(OrganizationId organization, BucketId bucket) {
        return new Place(organization, bucket);
    }

    /** The organization, if this is the whole of it. */
    public Optional<OrganizationId> wholeOrganization() {
        return bucket == null ? Optional.ofNullable(organization) : Optional.empty();
    }

    Scope scope() {
        return organization == null ? Scope.instance() : Scope.of(organization);
    }
}
