package io.gatehouse.decision;

import java.util.List;
import java.util.Set;

/**
 * A restriction or a grant as the index keeps it.
 *
 * @param checks the conditions that its place in the index does not already answer for
 */
record Rule(RuleId id, Matcher matcher, Set<String> actions, List<Condition> checks) {
    static Rule of(RuleId id, Matcher matcher, Set<String> actions) {
        return new Rule(id, matcher, actions, checks(matcher.conditions()));
    }

    private static List<Condition> checks(List<Condition> conditions) {
        if (conditions.isEmpty()) {
            return conditions;
        }
        return conditions.stream()
                .filter(condition -> !(condition.test() instanceof Condition.Text))
                .toList();
    }

    /** Whether it is about the action, and its checks hold; what cannot be read counts as the caller says. */
    boolean holds(Question question, boolean inDoubt) {
        if (!actions.contains(question.action())) {
            return false;
        }
        for (int i = 0; i < checks.size(); i++) {
            if (!checks.get(i).holds(question, inDoubt)) {
                return false;
            }
        }
        return true;
    }
}
