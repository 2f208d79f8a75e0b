package io.gatehouse.api.influx;

import io.gatehouse.api.Credential;
import io.gatehouse.api.DoorPaths;
import io.gatehouse.api.PublicAddress;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Failure;
import io.gatehouse.user.SessionService;
import io.gatehouse.user.SignIn;
import io.gatehouse.user.SignInService;
import io.gatehouse.user.User;
import io.gatehouse.user.UserService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and changing one's own password: what Basic credentials are for in InfluxDB's API. */
@Path(DoorPaths.INFLUX)
class SessionsResource {
    private final UserService users;
    private final SignInService signIns;
    private final SessionService sessions;
    private final PublicAddress address;

    SessionsResource(UserService users, SignInService signIns, SessionService sessions, PublicAddress address) {
        this.users = users;
        this.signIns = signIns;
        this.sessions = sessions;
        this.address = address;
    }

    @POST
    @Path("signin")
    public Uni<RestResponse<Void>> signIn(
            @RestHeader(HttpHeaders.AUTHORIZATION) @Nullable String authorization, HttpServerRequest request) {
        return verify(authorization)
                .onItem()
                .ifNull()
                .failWith(SessionsResource::unauthenticated)
                .invoke(shown -> requireActive(shown.user()))
                .chain(sessions::start)
                .map(cookie -> RestResponse.ResponseBuilder.<Void>noContent()
                        .header(HttpHeaders.SET_COOKIE, setCookie(cookie, address.isEncrypted(request)))
                        .build());
    }

    @POST
    @Path("signout")
    public Uni<Void> signOut(@RestHeader(HttpHeaders.COOKIE) @Nullable String cookies) {
        if (!(Credential.ofCookie(cookies) instanceof Credential.Session session)) {
            throw unauthenticated();
        }
        return sessions.find(session.cookie())
                .onItem()
                .ifNull()
                .failWith(SessionsResource::unauthenticated)
                .chain(() -> sessions.end(session.cookie()));
    }

    @PUT
    @Path("me/password")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> changeOwnPassword(
            @RestHeader(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Nullable PasswordRequest body,
            HttpServerRequest request) {
        return change(authorization, null, body, request);
    }

    @PUT
    @Path("users/{id}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> changePassword(
            @RestPath String id,
            @RestHeader(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Nullable PasswordRequest body,
            HttpServerRequest request) {
        return change(authorization, Inputs.user(id).toString(), body, request);
    }

    private Uni<Void> change(
            @Nullable String authorization,
            @Nullable String id,
            @Nullable PasswordRequest body,
            HttpServerRequest request) {
        String password = Inputs.require(body).requirePassword();
        return verify(authorization)
                .invoke(shown -> {
                    if (shown == null
                            || (id != null && !shown.user().id().toString().equals(id))) {
                        throw incorrect();
                    }
                    requireActive(shown.user());
                })
                .chain(shown -> users.changePassword(
                        new Actor(
                                "password",
                                shown.user().id(),
                                request.remoteAddress().hostAddress()),
                        shown,
                        password))
                .invoke(changed -> {
                    if (!changed) {
                        throw incorrect();
                    }
                })
                .replaceWithVoid();
    }

    /** Whose name and password these are, if it is a user of the instance; nothing else, after the same time. */
    private Uni<@Nullable SignIn> verify(@Nullable String authorization) {
        if (!(Credential.ofHeader(authorization) instanceof Credential.Basic basic)) {
            throw unauthenticated();
        }
        return signIns.verify(basic.name(), basic.password(), null, null)
                .map(shown -> shown == null || shown.user().home() != null ? null : shown);
    }

    private static void requireActive(User user) {
        if (!user.active()) {
            throw Failure.forbidden("User is inactive");
        }
    }

    private static String setCookie(String value, boolean secure) {
        return Credential.COOKIE + "=" + value + "; Path=/api/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }

    private static Failure incorrect() {
        return Failure.forbidden("your username or password is incorrect");
    }

    private static Failure unauthenticated() {
        return new Failure(Failure.Kind.UNAUTHENTICATED, "unauthorized access");
    }
}
