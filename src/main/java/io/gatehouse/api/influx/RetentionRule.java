package io.gatehouse.api.influx;

import io.gatehouse.organization.Retention;
import io.gatehouse.platform.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long a bucket keeps its series, on the wire. */
record RetentionRule(
        @Nullable String type,
        @Nullable Long everySeconds,
        @Nullable Long shardGroupDurationSeconds) {
    private static final String EXPIRE = "expire";

    /** @return nothing, if the rules are absent; the list may be empty: for ever */
    static @Nullable Retention toRetention(@Nullable List<@Nullable RetentionRule> rules) {
        if (rules == null) {
            return null;
        }
        if (rules.size() > 1) {
            throw new Failure(
                    Failure.Kind.UNPROCESSABLE, "buckets cannot have more than one retention rule at this time");
        }
        RetentionRule rule = rules.isEmpty() ? null : rules.get(0);
        if (rule == null) {
            return Retention.INFINITE;
        }
        if (rule.type != null && !rule.type.isEmpty() && !rule.type.equals(EXPIRE)) {
            throw Failure.invalid("retentionRules[0].type must be `expire`");
        }
        return new Retention(
                rule.everySeconds == null ? 0 : rule.everySeconds,
                rule.shardGroupDurationSeconds == null ? 0 : rule.shardGroupDurationSeconds);
    }

    static List<RetentionRule> from(Retention retention) {
        return List.of(new RetentionRule(EXPIRE, retention.everySeconds(), retention.shardGroupSeconds()));
    }
}
