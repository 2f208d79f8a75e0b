package io.gatehouse.api.influx;

import io.gatehouse.api.Actors;
import io.gatehouse.api.Caller;
import io.gatehouse.api.DoorPaths;
import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.UserId;
import io.gatehouse.organization.OrganizationService;
import io.gatehouse.user.MembershipService;
import io.gatehouse.user.Place;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The owners and members of an organization or a bucket: {@code /api/v2/orgs/{id}/owners} and its like. */
@Path(DoorPaths.INFLUX)
class MembersResource {
    private static final String OWNERS = "owners";

    private final MembershipService memberships;
    private final OrganizationService organizations;
    private final Lookups lookups;
    private final Actors actors;
    private final SecurityIdentity identity;

    MembersResource(
            MembershipService memberships,
            OrganizationService organizations,
            Lookups lookups,
            Actors actors,
            SecurityIdentity identity) {
        this.memberships = memberships;
        this.organizations = organizations;
        this.lookups = lookups;
        this.actors = actors;
        this.identity = identity;
    }

    @GET
    @Path("{kind:orgs|buckets}/{id}/{role:members|owners}")
    public Uni<MemberResponse.Many> list(@RestPath String kind, @RestPath String id, @RestPath String role) {
        String self = "/api/v2/" + kind + "/" + id + "/" + role;
        return place(kind, id, Permission.READ)
                .chain(place -> memberships.list(place, role.equals(OWNERS)))
                .map(members -> MemberResponse.Many.from(self, members));
    }

    @POST
    @Path("{kind:orgs|buckets}/{id}/{role:members|owners}")
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<MemberResponse> add(
            @RestPath String kind, @RestPath String id, @RestPath String role, @Nullable MemberRequest body) {
        return place(kind, id, Permission.WRITE)
                .invoke(place -> requireGiven(place, role))
                .chain(place -> memberships.add(
                        actors.of(identity), place, Inputs.require(body).requireUser(), role.equals(OWNERS)))
                .map(MemberResponse::from);
    }

    /** Ends the membership whatever the role, as InfluxDB does. */
    @DELETE
    @Path("{kind:orgs|buckets}/{id}/{role:members|owners}/{userID}")
    public Uni<Void> remove(@RestPath String kind, @RestPath String id, @RestPath String userID) {
        UserId user = Inputs.user(userID);
        return place(kind, id, Permission.WRITE).chain(place -> memberships.remove(caller().actor(), place, user));
    }

    /** A member reads the bucket, so whoever adds it must hold that; its owner gets nothing. */
    private void requireGiven(Place place, String role) {
        OrganizationId organization = place.organization();
        BucketId bucket = place.bucket();
        if (organization != null && bucket != null && !role.equals(OWNERS)) {
            caller().require(Needs.onBucket(Permission.READ, organization, bucket));
        }
    }

    private Uni<Place> place(String kind, String id, String action) {
        if (kind.equals("buckets")) {
            return lookups.bucket(id, action, caller()).map(bucket -> Place.of(bucket.organization(), bucket.id()));
        }
        OrganizationId organization = Inputs.organization(id);
        return lookups.permitted(organization, action, caller())
                .chain(organizations::get)
                .map(found -> Place.of(found.id()));
    }

    private Caller caller() {
        return Caller.of(identity);
    }
}
