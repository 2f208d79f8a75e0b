package io.gatehouse.api.resource;

import io.gatehouse.api.Parameters;
import io.gatehouse.api.StrictBody;
import io.gatehouse.resource.ResourceTypeService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /v1/resource-types}. */
@Path("/v1/resource-types")
class ResourceTypesResource {
    private static final int LIMIT = 100;
    private static final String TYPE = "{type}";
    private static final String RESOURCES = TYPE + "/resources";
    private static final String RESOURCE = RESOURCES + "/{name}";

    private final ResourceTypeService types;
    private final TypeAdministration administration;
    private final StrictBody bodies;

    ResourceTypesResource(ResourceTypeService types, TypeAdministration administration, StrictBody bodies) {
        this.types = types;
        this.administration = administration;
        this.bodies = bodies;
    }

    @GET
    public Uni<TypeBody.Many> list(@RestQuery @Nullable String org, @RestQuery @Nullable String orgID) {
        return administration
                .in(org, orgID, (actor, organization) -> types.list(organization))
                .map(TypeBody.Many::from);
    }

    @GET
    @Path(TYPE)
    public Uni<TypeBody> get(
            @RestPath String type, @RestQuery @Nullable String org, @RestQuery @Nullable String orgID) {
        return administration
                .in(org, orgID, (actor, organization) -> types.get(organization, type))
                .map(TypeBody::from);
    }

    @PUT
    @Path(TYPE)
    @Consumes(MediaType.WILDCARD)
    public Uni<TypeBody> put(
            @RestPath String type,
            byte @Nullable [] body,
            @RestQuery @Nullable String org,
            @RestQuery @Nullable String orgID) {
        return administration
                .in(
                        org,
                        orgID,
                        (actor, organization) -> types.put(
                                actor,
                                organization,
                                bodies.read(body, TypeBody.class).toType(type)))
                .map(TypeBody::from);
    }

    @DELETE
    @Path(TYPE)
    public Uni<Void> delete(@RestPath String type, @RestQuery @Nullable String org, @RestQuery @Nullable String orgID) {
        return administration.in(org, orgID, (actor, organization) -> types.delete(actor, organization, type));
    }

    @GET
    @Path(RESOURCES)
    public Uni<ResourceBody.Many> resources(
            @RestPath String type,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String org,
            @RestQuery @Nullable String orgID) {
        Integer asked = Parameters.number("limit", limit);
        int size = asked == null ? LIMIT : asked;
        return administration
                .in(
                        org,
                        orgID,
                        (actor, organization) -> types.resources(organization, type, after == null ? "" : after, size))
                .map(ResourceBody.Many::from);
    }

    @GET
    @Path(RESOURCE)
    public Uni<ResourceBody> resource(
            @RestPath String type,
            @RestPath String name,
            @RestQuery @Nullable String org,
            @RestQuery @Nullable String orgID) {
        return administration
                .in(org, orgID, (actor, organization) -> types.resource(organization, type, name))
                .map(ResourceBody::from);
    }

    @PUT
    @Path(RESOURCE)
    @Consumes(MediaType.WILDCARD)
    public Uni<ResourceBody> putResource(
            @RestPath String type,
            @RestPath String name,
            byte @Nullable [] body,
            @RestQuery @Nullable String org,
            @RestQuery @Nullable String orgID) {
        return administration
                .in(
                        org,
                        orgID,
                        (actor, organization) -> types.put(
                                actor,
                                organization,
                                type,
                                bodies.read(body, ResourceBody.class).toResource(name)))
                .map(ResourceBody::from);
    }

    @DELETE
    @Path(RESOURCE)
    public Uni<Void> deleteResource(
            @RestPath String type,
            @RestPath String name,
            @RestQuery @Nullable String org,
            @RestQuery @Nullable String orgID) {
        return administration.in(org, orgID, (actor, organization) -> types.delete(actor, organization, type, name));
    }
}
