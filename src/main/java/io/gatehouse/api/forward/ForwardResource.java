package io.gatehouse.api.forward;

import io.gatehouse.api.AskedOrganization;
import io.gatehouse.api.Caller;
import io.gatehouse.api.DoorPaths;
import io.gatehouse.api.LongQuestions;
import io.gatehouse.api.PolicyHeaders;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Token;
import io.gatehouse.platform.DecisionMeter;
import io.gatehouse.platform.DecisionMeters;
import io.gatehouse.platform.Failure;
import io.gatehouse.snapshot.Freshness;
import io.gatehouse.snapshot.Snapshots;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /authorize}: whether the bearer of this token may do that. Takes every method, as gateways send them. */
@Path(DoorPaths.AUTHORIZE)
class ForwardResource {
    static final String ORGANIZATION = "X-Gatehouse-Org";
    static final String SUBJECT = "X-Gatehouse-Subject";

    private final BearerTokens tokens;
    private final Snapshots snapshots;
    private final AskedOrganization organizations;
    private final LongQuestions longQuestions;
    private final DecisionMeter meter;

    ForwardResource(
            BearerTokens tokens,
            Snapshots snapshots,
            AskedOrganization organizations,
            LongQuestions longQuestions,
            DecisionMeters meters) {
        this.tokens = tokens;
        this.snapshots = snapshots;
        this.organizations = organizations;
        this.longQuestions = longQuestions;
        this.meter = meters.authorize();
    }

    @GET
    public Uni<RestResponse<Void>> get(@BeanParam ForwardRequest request) {
        return authorize(request);
    }

    @POST
    public Uni<RestResponse<Void>> post(@BeanParam ForwardRequest request) {
        return authorize(request);
    }

    @PUT
    public Uni<RestResponse<Void>> put(@BeanParam ForwardRequest request) {
        return authorize(request);
    }

    @PATCH
    public Uni<RestResponse<Void>> patch(@BeanParam ForwardRequest request) {
        return authorize(request);
    }

    @DELETE
    public Uni<RestResponse<Void>> delete(@BeanParam ForwardRequest request) {
        return authorize(request);
    }

    /** Without it, Quarkus REST answers every OPTIONS request with 200, and gateways take that as a yes. */
    @OPTIONS
    public Uni<RestResponse<Void>> options(@BeanParam ForwardRequest request) {
        return authorize(request);
    }

    private Uni<RestResponse<Void>> authorize(ForwardRequest request) {
        return meter.measure(() -> decide(request), allowed -> meter.count(true));
    }

    private Uni<RestResponse<Void>> decide(ForwardRequest request) {
        String secret = request.secret();
        if (secret == null) {
            throw BearerTokens.unauthenticated("a token is missing");
        }
        Freshness freshness = request.freshness();
        return tokens.find(secret, freshness).chain(token -> decide(request, secret, token, freshness));
    }

    private Uni<RestResponse<Void>> decide(ForwardRequest request, String secret, Token token, Freshness freshness) {
        AskedPermission permission = AskedPermission.parse(request.permission);
        var caller = Caller.ofValid(token, null);
        return Uni.createFrom()
                .deferred(() -> organizations.find(caller, request.org, request.orgID))
                .onFailure(ForwardResource::isMissing)
                .transform(missing -> forbidden())
                .chain(organization -> snapshots.get(organization, freshness))
                .onItem()
                .ifNull()
                .failWith(ForwardResource::forbidden)
                .chain(snapshot -> tokens.asOf(snapshot, secret, freshness)
                        .chain(current -> isAllowed(permission, snapshot, current)
                                .map(allowed -> answer(allowed, snapshot, current))));
    }

    private Uni<Boolean> isAllowed(AskedPermission permission, PolicySnapshot snapshot, Token token) {
        Instant now = tokens.now();
        return longQuestions.answer(
                snapshot.organization(),
                () -> permission.isAllowedIfShort(snapshot, token, now),
                () -> permission.isAllowed(snapshot, token, now));
    }

    private static RestResponse<Void> answer(boolean allowed, PolicySnapshot snapshot, Token token) {
        boolean suspended = !snapshot.active() && snapshot.organization().equals(token.organization());
        if (suspended) {
            throw BearerTokens.unauthenticated("the organization is inactive");
        }
        if (!snapshot.active() || !allowed) {
            throw forbidden();
        }
        return RestResponse.ResponseBuilder.<Void>ok()
                .header(ORGANIZATION, snapshot.organization())
                .header(SUBJECT, token.id())
                .header(PolicyHeaders.VERSION, snapshot.version())
                .build();
    }

    /** Also where the organization is none of the token's: what it may not see does not exist. */
    private static Failure forbidden() {
        return Failure.forbidden("the token does not permit this");
    }

    private static boolean isMissing(Throwable error) {
        return error instanceof Failure failure && failure.kind() == Failure.Kind.NOT_FOUND;
    }
}
