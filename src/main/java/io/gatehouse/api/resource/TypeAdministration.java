package io.gatehouse.api.resource;

import io.gatehouse.api.Actors;
import io.gatehouse.api.AskedOrganization;
import io.gatehouse.api.Caller;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Failure;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Whose types these are, and whether the caller may work on them; whether it is there, the work on them will tell. */
@Singleton
class TypeAdministration {
    private final AskedOrganization asked;
    private final Actors actors;
    private final SecurityIdentity identity;

    TypeAdministration(AskedOrganization asked, Actors actors, SecurityIdentity identity) {
        this.asked = asked;
        this.actors = actors;
        this.identity = identity;
    }

    /**
     * Does the caller's work in an organization. Types and attributes are what rules look at, so a write is a matter of
     * access, and its credential must still hold then.
     *
     * @throws Failure FORBIDDEN, as the result, unless the caller administers it
     */
    <T> Uni<T> in(@Nullable String org, @Nullable String orgId, BiFunction<Actor, OrganizationId, Uni<T>> work) {
        Caller caller = Caller.of(identity);
        return Uni.createFrom()
                .deferred(() -> asked.find(caller, org, orgId))
                .invoke(organization -> {
                    if (!caller.permissions().administers(organization)) {
                        throw Failure.forbidden("declared types are for administrators of the organization");
                    }
                })
                .chain(organization -> work.apply(actors.of(identity), organization));
    }
}
