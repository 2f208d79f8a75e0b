package io.gatehouse.api.forward;

import io.gatehouse.api.DoorPaths;
import io.gatehouse.api.HeldCallers;
import io.gatehouse.api.HeldCallers.Held;
import io.gatehouse.api.PolicyHeaders;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.platform.DecisionMeter;
import io.gatehouse.platform.DecisionMeters;
import io.gatehouse.platform.Failure;
import io.gatehouse.snapshot.Freshness;
import io.gatehouse.snapshot.Snapshots;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers the ordinary question in front of the door, where the policy is in memory and allows it. */
@Singleton
class ForwardLane {
    /*
     * As EvaluationLane of the AuthZEN door: it answers `GET /authorize?permission=…` with 200 where that is the answer
     * at once, and leaves everything else, every refusal included, to ForwardResource.
     */
    private static final int BEFORE_AUTHENTICATION = 240;

    private static final String PERMISSION = "permission=";

    private final HeldCallers callers;
    private final Snapshots snapshots;
    private final DecisionMeter meter;

    ForwardLane(HeldCallers callers, Snapshots snapshots, DecisionMeters meters) {
        this.callers = callers;
        this.snapshots = snapshots;
        this.meter = meters.authorize();
    }

    void open(@Observes Filters filters) {
        filters.register(this::pass, BEFORE_AUTHENTICATION);
    }

    private void pass(RoutingContext request) {
        long startedAt = System.nanoTime();
        HttpServerRequest http = request.request();
        String permission = DoorPaths.AUTHORIZE.equals(http.path()) ? permission(http) : null;
        if (permission == null) {
            request.next();
        } else {
            callers.find(request, held -> answer(request, permission, held, startedAt));
        }
    }

    private void answer(RoutingContext request, String permission, @Nullable Held held, long startedAt) {
        PolicySnapshot snapshot = held == null ? null : allowing(permission, held);
        if (held == null || snapshot == null) {
            request.next();
            return;
        }
        request.response()
                .putHeader(ForwardResource.ORGANIZATION, snapshot.organization().toString())
                .putHeader(ForwardResource.SUBJECT, held.token().id().toString())
                .putHeader(PolicyHeaders.VERSION, Long.toString(snapshot.version()))
                .end();
        meter.count(true);
        meter.time(startedAt);
    }

    /** What an ordinary request asks for; null if it is not one. */
    private static @Nullable String permission(HttpServerRequest http) {
        String query = http.query();
        boolean ordinary = query != null
                && query.startsWith(PERMISSION)
                && query.indexOf('&') < 0
                && query.indexOf('+') < 0
                && query.indexOf(';') < 0
                && http.method().equals(HttpMethod.GET)
                && !PolicyHeaders.askForFreshness(http.headers());
        return ordinary ? decoded(query.substring(PERMISSION.length())) : null;
    }

    /** Many clients write a colon and a slash so; what is written as any other such code is read by the door. */
    private static @Nullable String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        String plain = text.replace("%3A", ":").replace("%2F", "/");
        return plain.indexOf('%') < 0 ? plain : null;
    }

    /** The snapshot that allows it; null if none does that is in memory. */
    private @Nullable PolicySnapshot allowing(String permission, Held held) {
        PolicySnapshot snapshot = snapshots.ifFresh(held.token().organization(), Freshness.ANY);
        if (snapshot == null || !snapshot.active() || !held.held().isCurrent()) {
            return null;
        }
        try {
            Boolean allowed =
                    AskedPermission.parse(List.of(permission)).isAllowedIfShort(snapshot, held.token(), held.now());
            return Boolean.TRUE.equals(allowed) ? snapshot : null;
        } catch (Failure refused) {
            return null; // the door says it
        }
    }
}
