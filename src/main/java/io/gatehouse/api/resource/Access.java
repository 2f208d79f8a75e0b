package io.gatehouse.api.resource;

import io.gatehouse.api.AskedOrganization;
import io.gatehouse.api.Caller;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.organization.OrganizationService;
import io.gatehouse.platform.Failure;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Whose types these are, and whether the caller may work on them. */
@Singleton
class Access {
    private final AskedOrganization asked;
    private final OrganizationService organizations;

    Access(AskedOrganization asked, OrganizationService organizations) {
        this.asked = asked;
        this.organizations = organizations;
    }

    /** @throws Failure FORBIDDEN unless the caller administers the organization */
    Uni<OrganizationId> administered(Caller caller, @Nullable String org, @Nullable String orgId) {
        return Uni.createFrom()
                .deferred(() -> asked.find(caller, org, orgId))
                .call(organizations::get)
                .invoke(organization -> {
                    if (!caller.permissions().administers(organization)) {
                        throw Failure.forbidden("declared types are for administrators of the organization");
                    }
                });
    }
}
