package io.gatehouse.policy;

import io.gatehouse.decision.Condition;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Names;

/**
 * A condition as it was written.
 *
 * @param attribute {@code resource.owner}
 * @param match {@code exact}, {@code prefix}, {@code cidr}, {@code before}, {@code after} or {@code same}
 */
public record ConditionText(String attribute, String match, String value) {
    public ConditionText {
        Names.requireText("conditions.attribute", attribute);
        Names.requireText("conditions.value", value);
        try {
            Condition.of(attribute, match, value);
        } catch (IllegalArgumentException wrong) {
            throw Failure.invalid("conditions: " + wrong.getMessage());
        }
    }

    Condition condition() {
        return Condition.of(attribute, match, value);
    }
}
