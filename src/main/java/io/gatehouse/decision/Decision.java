package io.gatehouse.decision;

import org.jspecify.annotations.Nullable;

/**
 * The answer to one question, with what determined it.
 *
 * @param rule the grant that opened, or the restriction that closed
 * @param permission the one that would have been needed
 */
public record Decision(
        boolean allowed,
        Reason reason,
        @Nullable RuleId rule,
        @Nullable Permission permission) {

    static final Decision ADMINISTRATOR = new Decision(true, Reason.ADMINISTRATOR, null, null);
    static final Decision UNRESTRICTED = new Decision(true, Reason.NO_RESTRICTION, null, null);

    static final Decision MALFORMED = denied(Reason.MALFORMED);

    static Decision denied(Reason reason) {
        return new Decision(false, reason, null, null);
    }

    static Decision missing(Permission permission) {
        return new Decision(false, Reason.NO_PERMISSION, null, permission);
    }

    static Decision closedBy(RuleId restriction) {
        return new Decision(false, Reason.RESTRICTION, restriction, null);
    }

    static Decision openedBy(RuleId grant) {
        return new Decision(true, Reason.GRANT, grant, null);
    }
}
