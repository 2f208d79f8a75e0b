package io.gatehouse.api.audit;

import io.gatehouse.api.Caller;
import io.gatehouse.audit.AuditService;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.organization.Organization;
import io.gatehouse.organization.OrganizationService;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Scope;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/audit}: the trail of the caller's organization, or of the one that {@code org} or {@code orgID} names. */
@Path("/v1/audit")
class AuditResource {
    private final AuditService audit;
    private final OrganizationService organizations;
    private final SecurityIdentity identity;

    AuditResource(AuditService audit, OrganizationService organizations, SecurityIdentity identity) {
        this.audit = audit;
        this.organizations = organizations;
        this.identity = identity;
    }

    @GET
    public Uni<AuditResponse> list(@BeanParam AuditQuery query) {
        Caller caller = Caller.of(identity);
        var filter = query.toFilter();
        var page = query.toPage();
        return scope(query, caller)
                .chain(scope -> audit.list(scope, filter, page))
                .map(AuditResponse::from);
    }

    private Uni<Scope> scope(AuditQuery query, Caller caller) {
        if (query.ofInstance()) {
            requireOperator(caller);
            return Uni.createFrom().item(Scope.instance());
        }
        OrganizationId byId = query.organization();
        Uni<@Nullable OrganizationId> organization = byId != null || query.org == null
                ? Uni.createFrom().item(byId == null ? caller.organization() : byId)
                : organizations.find(query.org).map(AuditResource::id);
        return organization.map(id -> Scope.of(requireAdministrator(caller, id)));
    }

    /** An organization that does not exist is one that nobody administers, so that it looks as one that is hidden. */
    private static OrganizationId requireAdministrator(Caller caller, @Nullable OrganizationId id) {
        if (id == null || !caller.may(Permission.on(Permission.WRITE, ResourceType.ORGS.text(), id.value()))) {
            throw Failure.forbidden("the trail is for the administrators of the organization");
        }
        return id;
    }

    private static void requireOperator(Caller caller) {
        if (!caller.may(Permission.everywhere(Permission.WRITE, ResourceType.ORGS.text()))) {
            throw Failure.forbidden("the trail of the instance is for operators");
        }
    }

    private static @Nullable OrganizationId id(@Nullable Organization organization) {
        return organization == null ? null : organization.id();
    }
}
