package io.gatehouse.api.influx;

import io.gatehouse.api.Actors;
import io.gatehouse.api.Caller;
import io.gatehouse.api.DoorPaths;
import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.organization.BucketFilter;
import io.gatehouse.organization.BucketService;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Page;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /api/v2/buckets}. */
@Path(DoorPaths.INFLUX)
class BucketsResource {
    private final BucketService buckets;
    private final Lookups lookups;
    private final Actors actors;
    private final SecurityIdentity identity;

    BucketsResource(BucketService buckets, Lookups lookups, Actors actors, SecurityIdentity identity) {
        this.buckets = buckets;
        this.lookups = lookups;
        this.actors = actors;
        this.identity = identity;
    }

    @POST
    @Path("buckets")
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<BucketResponse> create(@Nullable BucketRequest body) {
        BucketRequest request = Inputs.require(body);
        OrganizationId organization = request.requireOrganization();
        return lookups.requireNoBucket(organization, caller())
                .invoke(() -> caller().require(Needs.createBucket(organization)))
                .chain(() -> buckets.create(
                        actors.of(identity),
                        organization,
                        request.toNewBucket(),
                        caller().permissions().administers(organization)))
                .map(BucketResponse::from);
    }

    @GET
    @Path("buckets")
    public Uni<BucketResponse.Many> list(@BeanParam BucketQuery query) {
        Page page = query.toPage();
        return lookups.organization(query.org, query.orgID, caller())
                .map(organization -> filter(query, organization))
                .chain(filter -> buckets.list(filter, page, Needs.readableBuckets(caller()))
                        .call(found -> found.isEmpty() && page.isFirst()
                                ? requireNoMistake(filter)
                                : Uni.createFrom().voidItem()))
                .map(found -> new BucketResponse.Many(
                        query.links(found.size()),
                        found.stream().map(BucketResponse::from).toList()));
    }

    @GET
    @Path("buckets/{id}")
    public Uni<BucketResponse> get(@RestPath String id) {
        return lookups.bucket(id, caller()).map(BucketResponse::from);
    }

    @PATCH
    @Path("buckets/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<BucketResponse> update(@RestPath String id, @Nullable BucketRequest body) {
        Caller caller = caller();
        return lookups.bucket(id, Permission.WRITE, caller)
                .chain(bucket -> buckets.update(
                        actors.of(identity),
                        bucket,
                        Inputs.require(body).toChange(),
                        caller.permissions().administers(bucket.organization())))
                .map(BucketResponse::from);
    }

    @DELETE
    @Path("buckets/{id}")
    public Uni<Void> delete(@RestPath String id) {
        Caller caller = caller();
        return lookups.bucket(id, Permission.WRITE, caller)
                .chain(bucket -> buckets.delete(
                        actors.of(identity), bucket, caller.permissions().administers(bucket.organization())));
    }

    /** There are no labels here; the Java client asks for them whenever it clones a bucket. */
    @GET
    @Path("buckets/{id}/labels")
    public Uni<Map<String, Object>> labels(@RestPath String id) {
        return lookups.bucket(id, caller())
                .map(bucket -> Map.of(
                        "links", Map.of("self", "/api/v2/buckets/" + bucket.id() + "/labels"), "labels", List.of()));
    }

    /** Nothing found is an error if it was asked for by name in an organization, or by the id of one. */
    private Uni<Void> requireNoMistake(BucketFilter filter) {
        if (filter.organization() != null && filter.name() != null) {
            throw Failure.notFound("bucket \"" + filter.name() + "\" not found");
        }
        return filter.id() == null ? Uni.createFrom().voidItem() : lookups.requireNoOrganization(filter.id(), caller());
    }

    private static BucketFilter filter(BucketQuery query, @Nullable OrganizationId organization) {
        return new BucketFilter(organization, query.name(), Inputs.optional("id", query.id, BucketId::parse));
    }

    private Caller caller() {
        return Caller.of(identity);
    }
}
