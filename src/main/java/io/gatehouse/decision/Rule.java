package io.gatehouse.decision;

import java.util.Set;

/** A restriction or a grant, as the index keeps it. */
sealed interface Rule permits Restriction, Grant {
    RuleId id();

    Matcher matcher();

    Set<String> actions();

    /** Whether it is about the action, and its checks hold; what cannot be read counts as the caller says. */
    default boolean holds(Question question, boolean inDoubt) {
        return actions().contains(question.action()) && matcher().checksHold(question, inDoubt);
    }
}
