package io.gatehouse.decision;

import java.time.Instant;

/** Decides whether a subject may do an action to a resource. */
public final class DecisionEngine {
    private DecisionEngine() {}

    /** Decides from nothing but its arguments. */
    public static Decision decide(
            PolicySnapshot snapshot, Subject subject, Action action, Resource resource, Context context, Instant now) {
        return Decision.denied(Reason.MALFORMED);
    }
}
