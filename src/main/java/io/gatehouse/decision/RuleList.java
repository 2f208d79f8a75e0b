package io.gatehouse.decision;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A few rules with the same place in the index, the one with the lowest id first. */
final class RuleList {
    static final RuleList EMPTY = new RuleList();

    private static final Comparator<Rule> BY_ID =
            (one, other) -> Long.compareUnsigned(one.id().value(), other.id().value());

    private final Rule[] rules;

    private RuleList(Rule... rules) {
        this.rules = rules;
    }

    /** Of rules with different ids, in any order. */
    static RuleList of(Collection<? extends Rule> rules) {
        Rule[] sorted = rules.toArray(Rule[]::new);
        Arrays.sort(sorted, BY_ID);
        return new RuleList(sorted);
    }

    boolean isEmpty() {
        return rules.length == 0;
    }

    /** The first rule whose checks hold. */
    @Nullable
    Rule first(Question question, boolean inDoubt) {
        for (Rule rule : rules) {
            question.steps().take();
            if (rule.holds(question, inDoubt)) {
                return rule;
            }
        }
        return null;
    }

    RuleList with(Rule rule) {
        int at = Arrays.binarySearch(rules, rule, BY_ID);
        if (at >= 0) {
            Rule[] copy = rules.clone();
            copy[at] = rule;
            return new RuleList(copy);
        }
        Rule[] copy = Arrays.copyOf(rules, rules.length + 1);
        System.arraycopy(rules, ~at, copy, ~at + 1, rules.length - ~at);
        copy[~at] = rule;
        return new RuleList(copy);
    }

    RuleList without(Rule rule) {
        int at = Arrays.binarySearch(rules, rule, BY_ID);
        if (at < 0) {
            return this;
        }
        Rule[] copy = Arrays.copyOf(rules, rules.length - 1);
        System.arraycopy(rules, at + 1, copy, at, copy.length - at);
        return new RuleList(copy);
    }
}
