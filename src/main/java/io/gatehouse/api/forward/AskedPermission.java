package io.gatehouse.api.forward;

import io.gatehouse.api.LongQuestions;
import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionEngine;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Resource;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.Steps;
import io.gatehouse.decision.Subject;
import io.gatehouse.decision.Token;
import io.gatehouse.platform.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for: {@code write:bucket:performance_data}, or {@code read:buckets} for all of them.
 *
 * @param type the word for it that was asked, which may be the singular
 * @param name a name or an id; absent: every resource of the type
 */
record AskedPermission(Action action, String type, @Nullable String name) {
    private static final String DATABASE = "database";

    /**
     * Reads the one value that a request must have.
     *
     * @throws Failure INVALID
     */
    static AskedPermission parse(List<String> values) {
        if (values.size() != 1) {
            throw Failure.invalid("permission must be given once");
        }
        String[] parts = values.get(0).split(":", 3);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty() || parts[parts.length - 1].isEmpty()) {
            throw Failure.invalid("permission must be of the form action:type or action:type:name");
        }
        return new AskedPermission(Action.of(parts[0]), parts[1], parts.length < 3 ? null : parts[2]);
    }

    /** Whether the token may do this, in the organization of the snapshot. */
    boolean isAllowed(PolicySnapshot snapshot, Token token, Instant now) {
        return Objects.requireNonNull(isAllowedWithin(Steps.unlimited(), snapshot, token, now));
    }

    /** The same, but null if that may take long. */
    @Nullable
    Boolean isAllowedIfShort(PolicySnapshot snapshot, Token token, Instant now) {
        return isAllowedWithin(Steps.of(LongQuestions.LONG), snapshot, token, now);
    }

    private @Nullable Boolean isAllowedWithin(Steps steps, PolicySnapshot snapshot, Token token, Instant now) {
        Subject subject = Subject.token(token);
        Context context = Context.EMPTY.at(now);
        String meant = type(snapshot);
        Decision decision = name == null
                ? DecisionEngine.decideAllWithin(steps, snapshot, subject, action, meant, context, now)
                : DecisionEngine.decideWithin(
                        steps, snapshot, subject, action, Resource.of(meant, name, Map.of()), context, now);
        return decision == null ? null : (Boolean) decision.allowed();
    }

    private String type(PolicySnapshot snapshot) {
        return type.equals(DATABASE) ? ResourceType.BUCKETS.text() : snapshot.type(type);
    }
}
