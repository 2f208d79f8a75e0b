package io.gatehouse.api.series;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.decision.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether all points of a body are allowed, and which are not.
 *
 * @param deniedTotal how many are denied
 * @param denied the first of them
 */
record CheckResponse(
        boolean decision,
        int points,
        @JsonProperty("denied_total") int deniedTotal,
        List<Denied> denied) {
    /**
     * A denied point.
     *
     * @param rule the restriction that closed it
     * @param permission the one that is missing
     */
    record Denied(
            int line,
            String reason,
            @Nullable String rule,
            @Nullable String permission) {
        static Denied of(int line, Decision decision) {
            var rule = decision.rule();
            var permission = decision.permission();
            return new Denied(
                    line,
                    decision.reason().text(),
                    rule == null ? null : rule.toString(),
                    permission == null ? null : permission.toString());
        }
    }
}
