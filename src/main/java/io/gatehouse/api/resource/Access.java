package io.gatehouse.api.resource;

import io.gatehouse.api.AskedOrganization;
import io.gatehouse.api.Caller;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Failure;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Whose types these are, and whether the caller may work on them; whether it is there, the work on them will tell. */
@Singleton
class Access {
    private final AskedOrganization asked;

    Access(AskedOrganization asked) {
        this.asked = asked;
    }

    /** @throws Failure FORBIDDEN unless the caller administers the organization */
    Uni<OrganizationId> administered(Caller caller, @Nullable String org, @Nullable String orgId) {
        return Uni.createFrom().deferred(() -> asked.find(caller, org, orgId)).invoke(organization -> {
            if (!caller.permissions().administers(organization)) {
                throw Failure.forbidden("declared types are for administrators of the organization");
            }
        });
    }
}
