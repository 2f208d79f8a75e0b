package io.gatehouse.api.influx;

import io.gatehouse.api.Actors;
import io.gatehouse.api.Caller;
import io.gatehouse.api.DoorPaths;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Failure;
import io.gatehouse.token.Authorization;
import io.gatehouse.token.AuthorizationFilter;
import io.gatehouse.token.IssuedToken;
import io.gatehouse.token.Issuer;
import io.gatehouse.token.Names;
import io.gatehouse.token.NamesService;
import io.gatehouse.token.TokenService;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /api/v2/authorizations}: API tokens. */
@Path(DoorPaths.INFLUX)
class AuthorizationsResource {
    private static final Logger LOG = Logger.getLogger(AuthorizationsResource.class);

    private final TokenService tokens;
    private final NamesService names;
    private final Lookups lookups;
    private final Actors actors;
    private final SecurityIdentity identity;

    AuthorizationsResource(
            TokenService tokens, NamesService names, Lookups lookups, Actors actors, SecurityIdentity identity) {
        this.tokens = tokens;
        this.names = names;
        this.lookups = lookups;
        this.actors = actors;
        this.identity = identity;
    }

    @POST
    @Path("authorizations")
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<AuthorizationResponse> create(@Nullable AuthorizationRequest body) {
        Caller caller = caller();
        Issuer issuer = issuer(caller);
        AuthorizationRequest request = Inputs.require(body);
        OrganizationId organization = request.requireOrganization();
        UserId user = request.userOr(caller.user());
        var requested = request.toNewAuthorization(organization, user);
        return lookups.requireNoBucket(organization, caller)
                .invoke(() -> caller.require(Needs.createAuthorization(organization)))
                .invoke(() -> caller.require(Needs.onUser(Permission.WRITE, user)))
                .chain(() -> tokens.issue(issuer, requested))
                .chain(this::withSecret);
    }

    @GET
    @Path("authorizations")
    public Uni<AuthorizationResponse.Many> list(
            @RestQuery @Nullable String userID,
            @RestQuery @Nullable String user,
            @RestQuery @Nullable String orgID,
            @RestQuery @Nullable String org,
            @RestQuery @Nullable String id) {
        Caller caller = caller();
        TokenId token = Inputs.optional("id", id, TokenId::parse);
        var readableUsers = Needs.readableUsers(caller).bounds();
        return lookups.organization(org, orgID, caller)
                .chain(organization -> lookups.users(user, userID, organization, caller)
                        .map(asked -> new AuthorizationFilter(organization, asked, token, readableUsers)))
                .chain(filter -> tokens.list(filter, Needs.readableAuthorizations(caller)))
                .chain(found -> names.of(found).map(known -> AuthorizationResponse.Many.from(found, known)));
    }

    @GET
    @Path("authorizations/{id}")
    public Uni<AuthorizationResponse> get(@RestPath String id) {
        return find(id, Permission.READ).chain(this::withoutSecret);
    }

    @PATCH
    @Path("authorizations/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<AuthorizationResponse> update(@RestPath String id, @Nullable AuthorizationRequest body) {
        Issuer issuer = issuer(caller());
        var change = Inputs.require(body).toChange();
        return find(id, Permission.WRITE)
                .chain(found -> tokens.update(issuer, found, change))
                .chain(this::withoutSecret);
    }

    @DELETE
    @Path("authorizations/{id}")
    public Uni<Void> delete(@RestPath String id) {
        return find(id, Permission.WRITE).chain(found -> tokens.delete(caller().actor(), found));
    }

    /** Beyond InfluxDB: a new secret for the same token; the old one lives on for the grace. */
    @POST
    @Path("authorizations/{id}/rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<AuthorizationResponse> rotate(@RestPath String id, @Nullable RotationRequest body) {
        Issuer issuer = issuer(caller());
        var grace = (body == null ? new RotationRequest(null) : body).toGrace();
        return find(id, Permission.WRITE)
                .chain(found -> tokens.rotate(issuer, found, grace))
                .chain(this::withSecret);
    }

    /** 404 unless the caller may read it; if it may read but not do this, the error names the missing permission. */
    private Uni<Authorization> find(String id, String action) {
        Caller caller = caller();
        return tokens.get(Inputs.token(id)).invoke(found -> {
            if (!may(Permission.READ, caller, found) && !may(action, caller, found)) {
                throw Failure.notFound("authorization not found");
            }
            caller.require(Needs.onAuthorization(action, found));
            caller.require(Needs.onUser(action, found.user()));
        });
    }

    /** The secret exists nowhere else, so it is answered also where the names beside it cannot be read. */
    private Uni<AuthorizationResponse> withSecret(IssuedToken issued) {
        return names.of(issued.authorization())
                .onFailure()
                .invoke(error -> LOG.warnf(
                        error,
                        "token %s is answered without names",
                        issued.authorization().id()))
                .onFailure()
                .recoverWithItem(Names.NONE)
                .map(known -> AuthorizationResponse.from(issued.authorization(), known, issued.secret()));
    }

    private Uni<AuthorizationResponse> withoutSecret(Authorization authorization) {
        return names.of(authorization).map(known -> AuthorizationResponse.from(authorization, known));
    }

    private static boolean may(String action, Caller caller, Authorization authorization) {
        return caller.may(Needs.onAuthorization(action, authorization))
                && caller.may(Needs.onUser(action, authorization.user()));
    }

    private Issuer issuer(Caller caller) {
        Token token = caller.token();
        return new Issuer(actors.of(identity), caller.permissions(), token == null ? null : token.id());
    }

    private Caller caller() {
        return Caller.of(identity);
    }
}
