package io.gatehouse.audit;

import io.gatehouse.decision.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events to list; what is absent does not narrow.
 *
 * @param since the earliest instant
 * @param until the first instant that is too late
 */
public record AuditFilter(
        @Nullable String action,
        @Nullable String kind,
        @Nullable Long entity,
        @Nullable UserId user,
        @Nullable Instant since,
        @Nullable Instant until) {}
