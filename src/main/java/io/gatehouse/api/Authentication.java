package io.gatehouse.api;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.DatabaseErrors;
import io.gatehouse.platform.Failure;
import io.gatehouse.role.AccountService;
import io.gatehouse.snapshot.Freshness;
import io.gatehouse.user.SessionService;
import io.gatehouse.user.SignInService;
import io.gatehouse.user.User;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls. A token that is held in memory costs no look-up.
 *
 * <p>{@code /api/v2} takes tokens and session cookies, as InfluxDB's; every other door takes Basic as well. What does not
 * hold is refused here, for every door, with InfluxDB's texts.
 */
@ApplicationScoped
class Authentication implements HttpAuthenticationMechanism {
    private static final Logger LOG = Logger.getLogger(Authentication.class);

    private final HeldCallers callers;
    private final SessionService sessions;
    private final SignInService signIns;
    private final AccountService accounts;
    private final Clock clock;

    Authentication(
            HeldCallers callers, SessionService sessions, SignInService signIns, AccountService accounts, Clock clock) {
        this.callers = callers;
        this.sessions = sessions;
        this.signIns = signIns;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        Credential credential = OpenPaths.contains(request) ? null : credential(request);
        if (credential == null) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom()
                .deferred(() -> caller(credential, request))
                .map(caller -> identity(caller, credential))
                .onFailure()
                .transform(error -> refused(request, error));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        Challenge.send(request);
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", Challenge.SCHEMES));
    }

    private static @Nullable Credential credential(RoutingContext request) {
        Credential header = Credential.ofHeader(request.request().getHeader(HttpHeaders.AUTHORIZATION));
        boolean influx = request.normalizedPath().startsWith(DoorPaths.INFLUX + "/");
        if (header != null && !(influx && header instanceof Credential.Basic)) {
            return header;
        }
        return Credential.ofCookie(request.request().getHeader(HttpHeaders.COOKIE));
    }

    /** The door tells later which organization a version is of, and what is wrong with one that is malformed. */
    private static Freshness freshness(RoutingContext request) {
        try {
            return PolicyHeaders.freshness(
                    request.request().getHeader(PolicyHeaders.MIN_VERSION),
                    request.request().getHeader(PolicyHeaders.CONSISTENCY));
        } catch (Failure malformed) {
            return Freshness.ANY;
        }
    }

    private Uni<Caller> caller(Credential credential, RoutingContext request) {
        String address = address(request);
        if (credential instanceof Credential.Token token) {
            return callers.token(request, token.secret(), freshness(request))
                    .map(found -> Caller.of(found, address, clock.instant()));
        }
        Uni<@Nullable User> user = credential instanceof Credential.Session session
                ? sessions.find(session.cookie())
                : verify((Credential.Basic) credential, request);
        return user.chain(found -> caller(found, address));
    }

    /** The user may be one of the organization that the query names. */
    private Uni<@Nullable User> verify(Credential.Basic basic, RoutingContext request) {
        String id = request.queryParams().get("orgID");
        try {
            return signIns.verify(
                            basic.name(),
                            basic.password(),
                            request.queryParams().get("org"),
                            id == null || id.isEmpty() ? null : OrganizationId.parse(id))
                    .map(shown -> shown == null ? null : shown.user());
        } catch (IllegalArgumentException malformed) {
            throw Failure.invalid("orgID: " + malformed.getMessage());
        }
    }

    private Uni<Caller> caller(@Nullable User user, @Nullable String address) {
        if (user == null) {
            throw unauthenticated("unauthorized access");
        }
        if (!user.active()) {
            throw Failure.forbidden("User is inactive");
        }
        return accounts.permissions(user)
                .map(permissions -> new Caller(null, user.id(), user.home(), permissions, address));
    }

    /** A token's secret goes with it, for {@link Actors}. */
    private static SecurityIdentity identity(Caller caller, Credential credential) {
        var identity = QuarkusSecurityIdentity.builder().setPrincipal(caller);
        if (credential instanceof Credential.Token token) {
            identity.addCredential(new TokenCredential(token.secret(), "bearer"));
        }
        return identity.build();
    }

    private static AuthenticationFailedException refused(RoutingContext request, Throwable error) {
        if (error instanceof Failure failure) {
            Challenge.note(request, failure);
        } else if (DatabaseErrors.isUnavailable(error)) {
            LOG.warnf("a credential could not be looked up: %s", error);
            Challenge.note(request, Failure.unavailable("the database is not available"));
        } else {
            throw new IllegalStateException("authentication failed unexpectedly", error);
        }
        return new AuthenticationFailedException();
    }

    private static @Nullable String address(RoutingContext request) {
        var address = request.request().remoteAddress();
        return address == null ? null : address.hostAddress();
    }

    private static Failure unauthenticated(String message) {
        return new Failure(Failure.Kind.UNAUTHENTICATED, message);
    }
}
