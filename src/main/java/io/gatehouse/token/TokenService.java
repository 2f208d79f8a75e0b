package io.gatehouse.token;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Transaction;
import io.gatehouse.platform.Visible;
import io.gatehouse.user.User;
import io.gatehouse.user.UserService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Issuing, finding, changing, rotating and revoking API tokens. */
@ApplicationScoped
public class TokenService {
    /** The longest time for which an old secret may live on after a rotation. */
    public static final Duration MAX_GRACE = Duration.ofDays(90);

    private final Database database;
    private final TokenStore store;
    private final PermissionResolver resolver;
    private final UserService users;
    private final TokenMint mint;

    TokenService(Database database, TokenStore store, PermissionResolver resolver, UserService users, TokenMint mint) {
        this.database = database;
        this.store = store;
        this.resolver = resolver;
        this.users = users;
        this.mint = mint;
    }

    /** The permissions that the shorthand means, for {@link NewAuthorization}. */
    public static List<RequestedPermission> shorthand(String text, OrganizationId organization, UserId user) {
        return PermissionShorthand.parse(text, organization, user);
    }

    /**
     * Issues a token; whoever issues it must hold every permission that it gets, and administer the organization where
     * more than that is open to the user for whom it acts, unless that is its own.
     */
    public Uni<IssuedToken> issue(Issuer issuer, NewAuthorization requested) {
        PermissionSet held = issuer.held();
        return write(
                issuer,
                requested.organization(),
                transaction -> users.require(transaction, requested.user())
                        .invoke(user -> requireMember(user, requested.organization()))
                        .onFailure(Failure.class)
                        .transform(error -> unableToCreate())
                        .chain(user -> resolver.resolve(
                                        transaction, requested.organization(), held, requested.permissions())
                                .invoke(permissions -> requireHeld(held, permissions))
                                .map(permissions -> permissions.stream()
                                        .map(permission -> atHome(held, requested.organization(), permission))
                                        .distinct()
                                        .toList())
                                .call(() -> requireNoGain(transaction, issuer, requested.organization(), user))
                                .chain(permissions -> mint.issue(transaction, user, requested, permissions))));
    }

    public Uni<Authorization> get(TokenId id) {
        return database.read(Scope.instance(), transaction -> require(transaction, id));
    }

    /** Those of the tokens that there are in one organization, as a part of a larger unit of work. */
    public Uni<Set<TokenId>> existing(Transaction transaction, OrganizationId organization, Collection<TokenId> ids) {
        return store.existing(transaction, organization, ids);
    }

    /**
     * All that are visible, oldest first.
     *
     * @throws Failure INVALID if they are too many for one answer, or their permissions, or too long
     */
    public Uni<List<Authorization>> list(AuthorizationFilter filter, Visible<Authorization> visible) {
        return database.read(
                visible.scope(filter.organization()),
                transaction -> list(transaction, filter, visible, null, new AuthorizationList()));
    }

    /** Whoever makes it expire later must hold every permission of the token, as if it issued it until then. */
    public Uni<Authorization> update(Issuer issuer, Authorization authorization, AuthorizationChange change) {
        return write(
                issuer,
                authorization.organization(),
                transaction -> require(transaction, authorization.id())
                        .invoke(current -> {
                            if (change.prolongs(current)) {
                                requireHeld(issuer.held(), current.permissions());
                            }
                        })
                        .map(current -> change.applyTo(current, mint.now()))
                        .call(changed -> store.update(transaction, changed)));
    }

    /**
     * Gives the token a new secret; the one so far lives on for the grace period, those before it end. Whoever does it
     * must hold every permission of the token, since it learns the secret, and administer the organization where more
     * than that is open to the token or its user, unless they are its own.
     */
    public Uni<IssuedToken> rotate(Issuer issuer, Authorization authorization, Duration grace) {
        if (grace.isNegative() || grace.compareTo(MAX_GRACE) > 0) {
            throw Failure.invalid("grace must be between 0s and " + MAX_GRACE.toHours() + "h");
        }
        return write(
                issuer,
                authorization.organization(),
                transaction -> require(transaction, authorization.id())
                        .invoke(current -> requireHeld(issuer.held(), current.permissions()))
                        .call(current -> requireNoGain(transaction, issuer, current))
                        .chain(current -> mint.rotate(transaction, current, grace)));
    }

    public Uni<Void> delete(Actor actor, Authorization authorization) {
        return database.write(
                        Scope.of(authorization.organization()),
                        actor,
                        transaction -> store.delete(transaction, authorization))
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw missing();
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Goes on only with a token that holds now, by this secret, and then until the end of the transaction: what it does
     * waits for the organization's other writers, and one of them may revoke it.
     *
     * @throws Failure UNAUTHENTICATED, as the result
     */
    public Uni<Void> requireValid(Transaction transaction, OrganizationId organization, TokenId token, String secret) {
        return mint.requireValid(transaction, organization, token, secret);
    }

    private <T> Uni<T> write(Issuer issuer, OrganizationId organization, Function<Transaction, Uni<T>> work) {
        return database.write(Scope.of(organization), issuer.actor(), work);
    }

    private Uni<List<Authorization>> list(
            Transaction transaction,
            AuthorizationFilter filter,
            Visible<Authorization> visible,
            @Nullable Long after,
            AuthorizationList list) {
        return store.endOfChunk(transaction, filter, visible.bounds(), after)
                .chain(end -> end == null
                        ? Uni.createFrom().item(list.found())
                        : store.list(transaction, filter, visible.bounds(), after, end)
                                .invoke(chunk ->
                                        chunk.stream().filter(visible.test()).forEach(list::add))
                                .chain(() -> list(transaction, filter, visible, end, list)));
    }

    /** Goes on only if nothing is open to whoever has the token's secret that is not open to who asks for it. */
    private Uni<Void> requireNoGain(Transaction transaction, Issuer issuer, Authorization token) {
        OrganizationId organization = token.organization();
        if (issuer.showed(token.id()) || issuer.held().administers(organization)) {
            return Uni.createFrom().voidItem();
        }
        return store.hasGrants(transaction, token)
                .invoke(TokenService::requireNone)
                .chain(() -> users.require(transaction, token.user()))
                .chain(user -> requireNoGain(transaction, issuer, organization, user));
    }

    /** Goes on only if nothing is open to tokens of the user by who that is, or that is open to who asks for one. */
    private Uni<Void> requireNoGain(Transaction transaction, Issuer issuer, OrganizationId organization, User user) {
        if (issuer.actsFor(user.id()) || issuer.held().administers(organization)) {
            return Uni.createFrom().voidItem();
        }
        return users.isFavoured(transaction, organization, user)
                .invoke(TokenService::requireNone)
                .chain(() -> users.areLookedAt(transaction, organization))
                .invoke(TokenService::requireNone)
                .replaceWithVoid();
    }

    private Uni<Authorization> require(Transaction transaction, TokenId id) {
        return store.find(transaction, id).onItem().ifNull().failWith(TokenService::missing);
    }

    private static void requireNone(boolean opened) {
        if (opened) {
            throw new Failure(
                    Failure.Kind.UNAUTHORIZED,
                    "grants, roles or attributes in the organization open more than the permissions of the token:"
                            + " only its administrators issue or rotate it for others");
        }
    }

    private static void requireMember(User user, OrganizationId organization) {
        if (user.home() != null && !user.home().equals(organization)) {
            throw unableToCreate();
        }
    }

    /** What its organization declared is an administrator's without being among its permissions. */
    private static boolean administers(PermissionSet held, Permission permission) {
        OrganizationId organization = permission.organization();
        return ResourceType.find(permission.type()) == null && organization != null && held.administers(organization);
    }

    private static void requireHeld(PermissionSet held, List<Permission> permissions) {
        for (Permission permission : permissions) {
            if (!held.satisfies(permission) && !administers(held, permission)) {
                throw Failure.forbidden(
                        "permission " + permission + " is not allowed: " + permission + " is unauthorized");
            }
        }
    }

    /**
     * A token holds in its own organization: what it could do in another one would outlast what its user may do there.
     * Only who may do so everywhere issues one that can.
     */
    private static Permission atHome(PermissionSet held, OrganizationId home, Permission permission) {
        Long id = permission.id();
        String type = permission.type();
        if (id == null
                || type.equals(ResourceType.USERS.text())
                || held.satisfies(Permission.everywhere(permission.action(), type))) {
            return permission;
        }
        if (!type.equals(ResourceType.ORGS.text())) {
            return Permission.on(home, permission.action(), type, id);
        }
        if (id != home.value()) {
            throw Failure.forbidden("permission " + permission + " is not for org id " + home);
        }
        return permission;
    }

    /** Vague on purpose, as InfluxDB's: it must not tell which users and organizations there are. */
    static Failure unableToCreate() {
        return Failure.invalid("unable to create token");
    }

    private static Failure missing() {
        return Failure.notFound("authorization not found");
    }
}
