package io.gatehouse.api.influx;

import io.gatehouse.api.Actors;
import io.gatehouse.api.Caller;
import io.gatehouse.api.DoorPaths;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Page;
import io.gatehouse.platform.Transaction;
import io.gatehouse.role.AccountService;
import io.gatehouse.token.Names;
import io.gatehouse.user.User;
import io.gatehouse.user.UserFilter;
import io.gatehouse.user.UserService;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /api/v2/users} and {@code /api/v2/me}. */
@Path(DoorPaths.INFLUX)
class UsersResource {
    private final UserService users;
    private final AccountService accounts;
    private final Actors actors;
    private final SecurityIdentity identity;

    UsersResource(UserService users, AccountService accounts, Actors actors, SecurityIdentity identity) {
        this.users = users;
        this.accounts = accounts;
        this.actors = actors;
        this.identity = identity;
    }

    @POST
    @Path("users")
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<UserResponse> create(@Nullable UserRequest body) {
        caller().require(Needs.createUser());
        UserRequest request = Inputs.require(body);
        return users.create(caller().actor(), request.requireName(), !Boolean.FALSE.equals(request.active()))
                .map(UserResponse::from);
    }

    @GET
    @Path("users")
    public Uni<UserResponse.Many> list(
            @RestQuery @Nullable String id,
            @RestQuery @Nullable String name,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String offset,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String descending) {
        Caller caller = caller();
        UserId from = Inputs.optional("after", after, UserId::parse);
        var filter = new UserFilter(Inputs.optional("id", id, UserId::parse), Inputs.optional(name));
        Page page = Inputs.page(limit, offset, descending, from == null ? null : from.value());
        return users.list(filter, page, Needs.readableUsers(caller))
                .invoke(found -> {
                    if (found.isEmpty() && page.isFirst() && (filter.id() != null || filter.name() != null)) {
                        throw Failure.notFound("user not found");
                    }
                })
                .map(UserResponse.Many::from);
    }

    @GET
    @Path("users/{id}")
    public Uni<UserResponse> get(@RestPath String id) {
        UserId user = permitted(Permission.READ, id);
        return users.get(user).map(UserResponse::from);
    }

    @PATCH
    @Path("users/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<UserResponse> update(@RestPath String id, @Nullable UserRequest body) {
        UserId user = permitted(Permission.WRITE, id);
        Caller caller = caller();
        return users.update(
                        actors.of(identity), user, Inputs.require(body).toChange(), caller.permissions()::administers)
                .map(UserResponse::from);
    }

    @DELETE
    @Path("users/{id}")
    public Uni<Void> delete(@RestPath String id) {
        UserId user = permitted(Permission.WRITE, id);
        return users.delete(caller().actor(), user);
    }

    @GET
    @Path("users/{id}/permissions")
    public Uni<List<PermissionResponse>> permissions(@RestPath String id) {
        UserId user = permitted(Permission.READ, id);
        return users.get(user)
                .chain(accounts::listPermissions)
                .map(permissions -> permissions.stream()
                        .map(permission -> PermissionResponse.from(permission, Names.NONE))
                        .toList());
    }

    @POST
    @Path("users/{id}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> setPassword(@RestPath String id, @Nullable PasswordRequest body) {
        UserId user = permitted(Permission.WRITE, id);
        String password = Inputs.require(body).requirePassword();
        Caller caller = caller();
        return users.setPassword(
                actors.of(identity),
                user,
                password,
                (transaction, found) -> requireWhatItMay(transaction, caller, found));
    }

    /**
     * Whoever sets a password can sign in with it, so it must hold whatever the user then may, now or once an organization
     * that is suspended is resumed. What Enterprise permissions, roles, grants and conditions on the subject open has no
     * word in a token: there it takes administering the organization.
     */
    private Uni<Void> requireWhatItMay(Transaction transaction, Caller caller, User user) {
        boolean itself = caller.token() == null && caller.user().equals(user.id());
        if (itself || caller.permissions().operator()) {
            return Uni.createFrom().voidItem();
        }
        return accounts.permissionsOnceResumed(transaction, user)
                .invoke(permissions -> permissions.stream().forEach(caller::require))
                .chain(() -> accounts.favouring(transaction, user))
                .invoke(organizations ->
                        organizations.forEach(organization -> requireAdministrator(caller, organization)))
                .chain(() -> caller.user().equals(user.id())
                        ? Uni.createFrom().item(List.<OrganizationId>of())
                        : users.looking(transaction, user))
                .invoke(organizations ->
                        organizations.forEach(organization -> requireAdministrator(caller, organization)))
                .replaceWithVoid();
    }

    private static void requireAdministrator(Caller caller, OrganizationId organization) {
        if (!caller.permissions().administers(organization)) {
            caller.require(Needs.onOrganization(Permission.WRITE, organization));
        }
    }

    @GET
    @Path("me")
    public Uni<UserResponse> me() {
        UserId self = caller().user();
        caller().require(Needs.onUser(Permission.READ, self));
        return users.get(self).map(UserResponse::from);
    }

    private UserId permitted(String action, String id) {
        UserId user = Inputs.user(id);
        caller().require(Needs.onUser(action, user));
        return user;
    }

    private Caller caller() {
        return Caller.of(identity);
    }
}
