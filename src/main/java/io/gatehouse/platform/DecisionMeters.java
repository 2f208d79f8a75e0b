package io.gatehouse.platform;

import io.gatehouse.platform.Failure.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Set;

/** The meters of the deciding doors. No name or id of an organization, user or token is a label, here or elsewhere. */
@Singleton
public class DecisionMeters {
    private final DecisionMeter authorize;
    private final DecisionMeter authzen;
    private final DecisionMeter series;

    DecisionMeters(MeterRegistry registry) {
        this.authorize = new DecisionMeter(registry, "authorize", Set.of(Kind.UNAUTHENTICATED, Kind.FORBIDDEN));
        this.authzen = new DecisionMeter(registry, "authzen", Set.of());
        this.series = new DecisionMeter(registry, "series", Set.of());
    }

    /** Of {@code /authorize}, which says no by its status. */
    public DecisionMeter authorize() {
        return authorize;
    }

    /** Of {@code /access/v1}; each of many evaluations counts, and the request is timed as one. */
    public DecisionMeter authzen() {
        return authzen;
    }

    /** Of {@code /v1/series}: a check is allowed as a whole, a filter or predicate if it leaves anything. */
    public DecisionMeter series() {
        return series;
    }
}
