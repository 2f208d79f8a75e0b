package io.gatehouse.api.influx;

import io.gatehouse.api.Actors;
import io.gatehouse.api.Caller;
import io.gatehouse.api.DoorPaths;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.UserId;
import io.gatehouse.organization.Organization;
import io.gatehouse.organization.OrganizationService;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Page;
import io.gatehouse.user.MembershipService;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /api/v2/orgs}. */
@Path(DoorPaths.INFLUX)
class OrganizationsResource {
    private final OrganizationService organizations;
    private final MembershipService memberships;
    private final Lookups lookups;
    private final Actors actors;
    private final SecurityIdentity identity;

    OrganizationsResource(
            OrganizationService organizations,
            MembershipService memberships,
            Lookups lookups,
            Actors actors,
            SecurityIdentity identity) {
        this.organizations = organizations;
        this.memberships = memberships;
        this.lookups = lookups;
        this.actors = actors;
        this.identity = identity;
    }

    @POST
    @Path("orgs")
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<OrganizationResponse> create(@Nullable OrganizationRequest body) {
        Caller caller = caller();
        caller.require(Needs.createOrganization());
        OrganizationRequest request = Inputs.require(body);
        if (Boolean.FALSE.equals(request.toChange().active())) {
            throw Failure.invalid("status: an organization is created active");
        }
        return organizations
                .create(actors.of(identity), request.requireName(), request.description(), caller.user())
                .map(OrganizationResponse::from);
    }

    @GET
    @Path("orgs")
    public Uni<OrganizationResponse.Many> list(
            @RestQuery @Nullable String org,
            @RestQuery @Nullable String orgID,
            @RestQuery @Nullable String userID,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String offset,
            @RestQuery @Nullable String descending) {
        Page page = Inputs.page(limit, offset, descending, null);
        UserId user = Inputs.optional("userID", userID, UserId::parse);
        String name = Inputs.optional(org);
        var readable = Needs.readableOrganizations(caller());
        return lookups.organization(null, orgID, caller())
                .chain(id -> placesOf(user)
                        .map(places -> readable.and(one ->
                                (id == null || one.id().equals(id)) && (user == null || places.contains(one.id())))))
                .chain(wanted -> name == null
                        ? organizations.list(page, wanted)
                        : named(name)
                                .map(found ->
                                        Stream.of(found).filter(wanted.test()).toList()))
                .map(OrganizationResponse.Many::from);
    }

    @GET
    @Path("orgs/{id}")
    public Uni<OrganizationResponse> get(@RestPath String id) {
        return lookups.permitted(Inputs.organization(id), Permission.READ, caller())
                .chain(organizations::get)
                .map(OrganizationResponse::from);
    }

    @PATCH
    @Path("orgs/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<OrganizationResponse> update(@RestPath String id, @Nullable OrganizationRequest body) {
        return lookups.permitted(Inputs.organization(id), Permission.WRITE, caller())
                .chain(organization -> {
                    var change = Inputs.require(body).toChange();
                    if (Boolean.FALSE.equals(change.active())) {
                        requireElsewhere(organization);
                    }
                    return organizations.update(actors.of(identity), organization, change);
                })
                .map(OrganizationResponse::from);
    }

    @DELETE
    @Path("orgs/{id}")
    public Uni<Void> delete(@RestPath String id) {
        return lookups.permitted(Inputs.organization(id), Permission.WRITE, caller())
                .chain(organization -> organizations.delete(caller().actor(), organization));
    }

    private void requireElsewhere(OrganizationId organization) {
        if (organization.equals(caller().organization())) {
            throw Failure.conflict(
                    "organization " + organization + " holds the credential of this request and would lock it out");
        }
    }

    private Uni<Organization> named(String name) {
        return organizations.find(name).map(found -> {
            if (found == null || !caller().may(Needs.onOrganization(Permission.READ, found.id()))) {
                throw Failure.notFound("organization name \"" + name + "\" not found");
            }
            return found;
        });
    }

    private Uni<Set<OrganizationId>> placesOf(@Nullable UserId user) {
        if (user == null) {
            return Uni.createFrom().item(Set.of());
        }
        return memberships
                .of(user)
                .map(places -> places.stream()
                        .flatMap(membership -> membership.place().wholeOrganization().stream())
                        .collect(Collectors.toSet()));
    }

    private Caller caller() {
        return Caller.of(identity);
    }
}
