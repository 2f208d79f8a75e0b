package io.gatehouse.api;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.platform.Failure;
import io.gatehouse.snapshot.Snapshots;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which organization a deciding door is asked about: the caller's own, or the one that {@code ?org=} or {@code ?orgID=}
 * names, where the caller has several. One that is not the caller's is answered as one that does not exist.
 */
@Singleton
public class AskedOrganization {
    private final Snapshots snapshots;

    AskedOrganization(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * Finds it; whether it still exists, its snapshot will tell.
     *
     * @throws Failure INVALID or NOT_FOUND
     */
    public Uni<OrganizationId> find(Caller caller, @Nullable String name, @Nullable String id) {
        if (name == null && id == null) {
            return Uni.createFrom().item(own(caller));
        }
        if (name != null && id != null) {
            throw Failure.invalid("org and orgID cannot both be given");
        }
        if (id != null) {
            return Uni.createFrom().item(require(caller, parse(id)));
        }
        return snapshots.find(String.valueOf(name)).map(found -> require(caller, found));
    }

    /** What is said of an organization that does not exist, or not for the caller. */
    public static Failure missing() {
        return Failure.notFound("organization not found");
    }

    private static OrganizationId own(Caller caller) {
        if (caller.organization() != null) {
            return caller.organization();
        }
        Set<OrganizationId> places = places(caller);
        if (places.isEmpty()) {
            places = caller.permissions().places().visited();
        }
        if (places.size() != 1) {
            throw Failure.invalid("org or orgID must say which organization is asked about");
        }
        return places.iterator().next();
    }

    private static OrganizationId require(Caller caller, @Nullable OrganizationId organization) {
        boolean visible = organization != null
                && (organization.equals(caller.organization())
                        || caller.permissions().operator()
                        || (caller.token() == null && isPlace(caller, organization)));
        if (organization == null || !visible) {
            throw missing();
        }
        return organization;
    }

    private static boolean isPlace(Caller caller, OrganizationId organization) {
        return caller.permissions().places().contains(organization)
                || placesOfPermissions(caller).contains(organization);
    }

    /** The organizations in which a user has a place that gives it permissions. */
    private static Set<OrganizationId> places(Caller caller) {
        Set<OrganizationId> places = caller.permissions().places().givingPermissions();
        places.addAll(placesOfPermissions(caller));
        return places;
    }

    /** Those that single permissions tell of, or all permissions of a token. */
    private static Set<OrganizationId> placesOfPermissions(Caller caller) {
        Set<OrganizationId> places = new HashSet<>();
        for (Permission permission : caller.permissions().list()) {
            if (permission.organization() != null) {
                places.add(permission.organization());
            } else if (permission.type().equals(ResourceType.ORGS.text()) && permission.id() != null) {
                places.add(new OrganizationId(permission.id()));
            }
        }
        return places;
    }

    private static OrganizationId parse(String id) {
        try {
            return OrganizationId.parse(id);
        } catch (IllegalArgumentException malformed) {
            throw Failure.invalid("orgID: " + malformed.getMessage());
        }
    }
}
