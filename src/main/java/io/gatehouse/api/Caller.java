package io.gatehouse.api;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Failure;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who sent the request, as its credential proves: a token, or a user by session or password.
 *
 * @param token absent: not a token
 * @param user for whom the token acts, or the user itself
 * @param organization the token's, or the one that created the user; absent: a user of the instance
 * @param permissions what InfluxDB's management API lets the caller do
 * @param address from where
 */
public record Caller(
        @Nullable Token token,
        UserId user,
        @Nullable OrganizationId organization,
        PermissionSet permissions,
        @Nullable String address)
        implements Principal {

    /**
     * The bearer of a token, as that is now.
     *
     * @param token absent: nobody issued it
     * @throws Failure UNAUTHENTICATED or FORBIDDEN if it does not hold, with InfluxDB's texts
     */
    static Caller of(@Nullable Token token, @Nullable String address, Instant now) {
        if (token == null || token.expired(now)) {
            throw unauthenticated("unauthorized access");
        }
        if (!token.userActive()) {
            throw Failure.forbidden("User is inactive");
        }
        if (!token.active()) {
            throw unauthenticated("token is inactive");
        }
        if (!token.organizationActive()) {
            throw unauthenticated("organization is inactive");
        }
        return ofValid(token, address);
    }

    /** The bearer of a token that is known to hold. */
    public static Caller ofValid(Token token, @Nullable String address) {
        return new Caller(token, token.user(), token.organization(), token.permissions(), address);
    }

    /** The caller of an authenticated request. */
    public static Caller of(SecurityIdentity identity) {
        return (Caller) identity.getPrincipal();
    }

    /** The caller of a request that authentication has let through; null: it has no credential. */
    static @Nullable Caller ifAny(RoutingContext request) {
        return request.user() instanceof QuarkusHttpUser user
                        && user.getSecurityIdentity().getPrincipal() instanceof Caller caller
                ? caller
                : null;
    }

    /**
     * Goes on only if the caller has the permission.
     *
     * @throws Failure UNAUTHORIZED, with InfluxDB's text
     */
    public void require(Permission need) {
        if (!may(need)) {
            throw new Failure(Failure.Kind.UNAUTHORIZED, need + " is unauthorized");
        }
    }

    /** To whom its requests count: its organization or, where it is a user of the instance, that user. */
    Record whose() {
        return organization == null ? user : organization;
    }

    public boolean may(Permission need) {
        return permissions.satisfies(need);
    }

    /** What the trail says of the caller. */
    public Actor actor() {
        return new Actor(token == null ? "user " + user : "token " + token.id(), user, address);
    }

    private static Failure unauthenticated(String message) {
        return new Failure(Failure.Kind.UNAUTHENTICATED, message);
    }

    /** For logs and the container; never a secret. */
    @Override
    public String getName() {
        return actor().credential();
    }
}
