package io.gatehouse.api.meta;

import io.gatehouse.api.StrictBody;
import io.gatehouse.platform.Failure;
import io.gatehouse.role.AccountService;
import io.gatehouse.role.Editor;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /user}. */
@Path("/user")
class UsersResource {
    private final AccountService accounts;
    private final Access access;
    private final StrictBody bodies;
    private final SecurityIdentity identity;

    UsersResource(AccountService accounts, Access access, StrictBody bodies, SecurityIdentity identity) {
        this.accounts = accounts;
        this.access = access;
        this.bodies = bodies;
        this.identity = identity;
    }

    @GET
    public Uni<UserResponse.Many> list(
            @RestQuery @Nullable String name, @RestQuery @Nullable String org, @RestQuery @Nullable String orgID) {
        return access.editor(identity, org, orgID)
                .chain(editor -> name == null || name.isEmpty()
                        ? accounts.list(editor)
                        : accounts.get(editor, name).map(List::of))
                .map(UserResponse.Many::from);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> change(
            byte @Nullable [] body, @RestQuery @Nullable String org, @RestQuery @Nullable String orgID) {
        return Answers.done(
                access.editor(identity, org, orgID)
                        .chain(editor -> apply(editor, bodies.read(body, UserRequest.class))),
                "user already exists");
    }

    private Uni<Void> apply(Editor editor, UserRequest request) {
        String action = request.requireAction();
        UserRequest.Fields user = request.requireUser();
        String name = user.requireName();
        return switch (action) {
            case "create" ->
                accounts.create(
                        editor,
                        name,
                        user.requirePassword(),
                        Permissions.of(user.permissions()),
                        user.readAttributes());
            case "delete" -> accounts.delete(editor, name);
            case "change-password" -> accounts.changePassword(editor, name, user.requirePassword());
            case "add-permissions" -> accounts.addPermissions(editor, name, Permissions.require(user.permissions()));
            case "remove-permissions" ->
                accounts.removePermissions(editor, name, Permissions.require(user.permissions()));
            case "set-attributes" -> {
                StrictBody.require("attributes", user.attributes());
                yield accounts.setAttributes(editor, name, user.readAttributes());
            }
            default -> throw Failure.invalid("invalid action: " + action);
        };
    }
}
