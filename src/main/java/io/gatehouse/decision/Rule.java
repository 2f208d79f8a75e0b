package io.gatehouse.decision;

import java.util.List;

/**
 * A restriction or a grant as the index keeps it.
 *
 * @param checks the conditions that its place in the index does not already answer for
 */
record Rule(RuleId id, Matcher matcher, List<Condition> checks) {
    static Rule of(RuleId id, Matcher matcher) {
        List<Condition> checks = matcher.conditions().stream()
                .filter(condition -> !(condition.test() instanceof Condition.Text))
                .toList();
        return new Rule(id, matcher, checks);
    }

    /** Whether its checks hold; what cannot be read counts as the caller says. */
    boolean holds(Question question, boolean inDoubt) {
        for (int i = 0; i < checks.size(); i++) {
            if (!checks.get(i).holds(question, inDoubt)) {
                return false;
            }
        }
        return true;
    }
}
