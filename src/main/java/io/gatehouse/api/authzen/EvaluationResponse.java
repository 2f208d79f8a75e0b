package io.gatehouse.api.authzen;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.Permission;
import io.gatehouse.platform.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one question.
 *
 * @param context why, where that was asked, or what was wrong with the question
 */
record EvaluationResponse(boolean decision, @Nullable Why context) {
    private static final EvaluationResponse ALLOWED = new EvaluationResponse(true, null);
    private static final EvaluationResponse DENIED = new EvaluationResponse(false, null);

    static EvaluationResponse of(boolean allowed) {
        return allowed ? ALLOWED : DENIED;
    }

    static EvaluationResponse explained(Decision decision, long version) {
        var rule = decision.rule();
        var permission = decision.permission();
        return new EvaluationResponse(
                decision.allowed(),
                new Why(
                        decision.reason().text(),
                        rule == null ? null : rule.toString(),
                        permission == null ? null : shortened(permission),
                        version,
                        null));
    }

    /** With the question's own words cut short: those which all questions of a batch share stand in each of its answers. */
    private static String shortened(Permission permission) {
        String name = permission.name();
        return new Permission(
                        Fields.shortened(permission.action()),
                        Fields.shortened(permission.type()),
                        permission.organization(),
                        permission.id(),
                        name == null ? null : Fields.shortened(name))
                .toString();
    }

    /** Of several questions one that cannot be answered. */
    static EvaluationResponse failed(Failure failure) {
        int status = failure.kind() == Failure.Kind.FORBIDDEN ? 403 : 400;
        return new EvaluationResponse(false, new Why(null, null, null, null, new Problem(status, failure.message())));
    }

    /** What determined a decision. */
    record Why(
            @Nullable String reason,
            @Nullable String rule,
            @Nullable String permission,
            @JsonProperty("policy_version") @Nullable Long policyVersion,
            @Nullable Problem error) {}

    /** What is wrong with a question; the standard's example of it. */
    record Problem(int status, String message) {}
}
