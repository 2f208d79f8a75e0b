package io.gatehouse.api.meta;

import io.gatehouse.api.Actors;
import io.gatehouse.api.AskedOrganization;
import io.gatehouse.api.Caller;
import io.gatehouse.platform.Failure;
import io.gatehouse.role.Editor;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** In which organization the caller works, and as what; whether it is there, the work in it will tell. */
@Singleton
class Access {
    private final AskedOrganization asked;
    private final Actors actors;

    Access(AskedOrganization asked, Actors actors) {
        this.asked = asked;
        this.actors = actors;
    }

    /**
     * An administrator, or a user of whom the room will say whether it may edit.
     *
     * @throws Failure FORBIDDEN for tokens that do not administer: only users hold CreateUserAndRole
     */
    Uni<Editor> editor(SecurityIdentity identity, @Nullable String org, @Nullable String orgId) {
        Caller caller = Caller.of(identity);
        return Uni.createFrom().deferred(() -> asked.find(caller, org, orgId)).map(organization -> {
            boolean administrator = caller.permissions().administers(organization);
            if (!administrator && caller.token() != null) {
                throw Failure.forbidden("the token does not administer the organization");
            }
            return new Editor(actors.of(identity), organization, caller.user(), administrator);
        });
    }

    /** @throws Failure FORBIDDEN for everybody else */
    Uni<Editor> administrator(SecurityIdentity identity, @Nullable String org, @Nullable String orgId) {
        return editor(identity, org, orgId).invoke(editor -> {
            if (!editor.administrator()) {
                throw Failure.forbidden("restrictions and grants are for administrators");
            }
        });
    }
}
