package io.gatehouse.api.influx;

import io.gatehouse.api.DoorPaths;
import io.gatehouse.platform.Failure;
import io.gatehouse.token.Names;
import io.gatehouse.token.Onboarding;
import io.gatehouse.token.OnboardingService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /api/v2/setup}: the first user, organization, bucket and operator token, once and without credentials. */
@Path(DoorPaths.INFLUX)
class SetupResource {
    private final OnboardingService onboarding;
    private final boolean closed;

    /** In production the first to come could be anybody: there the command sets the instance up. */
    SetupResource(
            OnboardingService onboarding,
            @ConfigProperty(name = "gatehouse.production", defaultValue = "false") boolean production,
            @ConfigProperty(name = "gatehouse.setup.over-http") Optional<Boolean> overHttp) {
        this.onboarding = onboarding;
        this.closed = !overHttp.orElse(!production);
    }

    @GET
    @Path("setup")
    public Uni<Allowed> allowed() {
        return closed
                ? Uni.createFrom().item(new Allowed(false))
                : onboarding.isOpen().map(Allowed::new);
    }

    @POST
    @Path("setup")
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<SetUp> setUp(@Nullable SetupRequest body, HttpServerRequest request) {
        if (closed) {
            throw Failure.forbidden("setup over HTTP is closed; run `gatehouse setup` beside the instance");
        }
        return onboarding
                .setUp(
                        Inputs.require(body).toOnboarding(),
                        request.remoteAddress().hostAddress())
                .map(SetUp::from);
    }

    /** Whether setup is open. */
    record Allowed(boolean allowed) {}

    /** What setup made; the token's secret is in it, and nowhere else ever. */
    record SetUp(UserResponse user, BucketResponse bucket, OrganizationResponse org, AuthorizationResponse auth) {
        static SetUp from(Onboarding made) {
            return new SetUp(
                    UserResponse.from(made.user()),
                    BucketResponse.from(made.bucket()),
                    OrganizationResponse.from(made.organization()),
                    AuthorizationResponse.from(
                            made.token().authorization(),
                            Names.NONE,
                            made.token().secret()));
        }

        @Override
        public String toString() {
            return "setup";
        }
    }
}
