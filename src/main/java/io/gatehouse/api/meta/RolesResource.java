package io.gatehouse.api.meta;

import io.gatehouse.api.StrictBody;
import io.gatehouse.platform.Failure;
import io.gatehouse.role.Editor;
import io.gatehouse.role.NewRole;
import io.gatehouse.role.RoleService;
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

/** {@code /role}. */
@Path("/role")
class RolesResource {
    private final RoleService roles;
    private final Access access;
    private final StrictBody bodies;
    private final SecurityIdentity identity;

    RolesResource(RoleService roles, Access access, StrictBody bodies, SecurityIdentity identity) {
        this.roles = roles;
        this.access = access;
        this.bodies = bodies;
        this.identity = identity;
    }

    @GET
    public Uni<RoleResponse.Many> list(
            @RestQuery @Nullable String name, @RestQuery @Nullable String org, @RestQuery @Nullable String orgID) {
        return access.editor(identity, org, orgID)
                .chain(editor -> name == null || name.isEmpty()
                        ? roles.list(editor)
                        : roles.get(editor, name).map(List::of))
                .map(RoleResponse.Many::from);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> change(
            byte @Nullable [] body, @RestQuery @Nullable String org, @RestQuery @Nullable String orgID) {
        return Answers.done(
                access.editor(identity, org, orgID)
                        .chain(editor -> apply(editor, bodies.read(body, RoleRequest.class))),
                "role already exists");
    }

    private Uni<Void> apply(Editor editor, RoleRequest request) {
        String action = request.requireAction();
        RoleRequest.Fields role = request.requireRole();
        String name = role.requireName();
        return switch (action) {
            case "create" -> roles.create(editor, new NewRole(name, role.readPermissions(), role.readUsers()));
            case "delete" -> roles.delete(editor, name);
            case "change-name" -> roles.rename(editor, name, role.requireNewName());
            case "add-permissions" -> roles.addPermissions(editor, name, role.requirePermissions());
            case "remove-permissions" -> roles.removePermissions(editor, name, role.requirePermissions());
            case "add-users" -> roles.addUsers(editor, name, role.requireUsers());
            case "remove-users" -> roles.removeUsers(editor, name, role.requireUsers());
            default -> throw Failure.invalid("invalid action: " + action);
        };
    }
}
