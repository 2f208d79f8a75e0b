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

    /** @return nothing, if the rules are absent or none */
    static @Nullable RetentionRule only(@Nullable List<@Nullable RetentionRule> rules) {
        if (rules == null) {
            return null;
        }
        if (rules.size() > 1) {
            throw new Failure(
                    Failure.Kind.UNPROCESSABLE, "buckets cannot have more than one retention rule at this time");
        }
        RetentionRule rule = rules.isEmpty() ? null : rules.get(0);
        if (rule != null && rule.type != null && !rule.type.isEmpty() && !rule.type.equals(EXPIRE)) {
            throw Failure.invalid("retentionRules[0].type must be `expire`");
        }
        return rule;
    }

    static List<RetentionRule> from(Retention retention) {
        return List.of(new RetentionRule(EXPIRE, retention.everySeconds(), retention.shardGroupSeconds()));
    }
}
