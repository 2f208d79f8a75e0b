package io.gatehouse.api.resource;

import io.gatehouse.api.StrictBody;
import io.gatehouse.resource.SubjectTypeService;
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

/** {@code /v1/subject-types}. */
@Path("/v1/subject-types")
class SubjectTypesResource {
    private static final String TYPE = "{type}";

    private final SubjectTypeService types;
    private final TypeAdministration administration;
    private final StrictBody bodies;

    SubjectTypesResource(SubjectTypeService types, TypeAdministration administration, StrictBody bodies) {
        this.types = types;
        this.administration = administration;
        this.bodies = bodies;
    }

    @GET
    public Uni<SubjectTypeBody.Many> list(@RestQuery @Nullable String org, @RestQuery @Nullable String orgID) {
        return administration
                .in(org, orgID, (actor, organization) -> types.list(organization))
                .map(SubjectTypeBody.Many::from);
    }

    @GET
    @Path(TYPE)
    public Uni<SubjectTypeBody> get(
            @RestPath String type, @RestQuery @Nullable String org, @RestQuery @Nullable String orgID) {
        return administration
                .in(org, orgID, (actor, organization) -> types.get(organization, type))
                .map(SubjectTypeBody::from);
    }

    /** A type has nothing but its name, so the body may be left out. */
    @PUT
    @Path(TYPE)
    @Consumes(MediaType.WILDCARD)
    public Uni<SubjectTypeBody> put(
            @RestPath String type,
            byte @Nullable [] body,
            @RestQuery @Nullable String org,
            @RestQuery @Nullable String orgID) {
        return administration
                .in(
                        org,
                        orgID,
                        (actor, organization) ->
                                types.put(actor, organization, read(body).toType(type)))
                .map(SubjectTypeBody::from);
    }

    @DELETE
    @Path(TYPE)
    public Uni<Void> delete(@RestPath String type, @RestQuery @Nullable String org, @RestQuery @Nullable String orgID) {
        return administration.in(org, orgID, (actor, organization) -> types.delete(actor, organization, type));
    }

    private SubjectTypeBody read(byte @Nullable [] body) {
        return body == null || body.length == 0 ? new SubjectTypeBody(null) : bodies.read(body, SubjectTypeBody.class);
    }
}
