package io.gatehouse.decision;

import java.util.Set;

/** A rule that closes what it matches, for everybody but administrators and those to whom a grant opens it. */
public record Restriction(RuleId id, Matcher matcher, Set<String> actions) implements Rule {
    public Restriction {
        actions = Set.copyOf(actions);
        if (actions.isEmpty() || actions.contains("")) {
            throw new IllegalArgumentException("a restriction needs actions");
        }
    }
}
