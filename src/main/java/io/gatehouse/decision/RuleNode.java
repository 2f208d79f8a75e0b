package io.gatehouse.decision;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A node of the index: rules whose demands are all met on the way here, or have still to be compared.
 *
 * <p>The index is a tree over the demands of the rules, first the measurement, then the tags, then the attributes. A
 * few rules stand in a {@link RuleLeaf}, which is searched through; where there are more, a {@link RuleBranch} leads on.
 * So the cost of a search depends on how many tags are asked about and how many different shapes of rules meet there,
 * not on how many rules there are.
 */
abstract sealed class RuleNode permits RuleLeaf, RuleBranch {
    /**
     * So many paths are searched through. Measured with 1,000,000 rules: a leaf costs two or three fetches from memory,
     * where branching on the last demands costs three for each step along each tag.
     */
    static final int MOST_IN_LEAF = 32;

    /** A change of the rules at the end of one path. Used once. */
    static final class Change {
        private final RulePath path;
        private final UnaryOperator<Rules> change;
        private int growth;

        Change(RulePath path, UnaryOperator<Rules> change) {
            this.path = path;
            this.change = change;
        }

        RulePath path() {
            return path;
        }

        /** The rules at the end of the path, or null if none are left. */
        @Nullable
        Rules apply(@Nullable Rules old) {
            Rules rules = change.apply(old == null ? Rules.NONE : old);
            growth = (rules.isEmpty() ? 0 : 1) - (old == null ? 0 : 1);
            return rules.isEmpty() ? null : rules;
        }

        /** How many more paths there are after the change than before it. */
        int growth() {
            return growth;
        }
    }

    /** Takes the rules at the ends of paths. */
    interface Visitor {
        void visit(RulePath path, Rules rules);
    }

    /** How many paths end here or below. */
    abstract int size();

    /** A rule from here on that matches everything asked about and is made for the subject, or null. */
    abstract @Nullable Rule first(Question question);

    /** Whether the test holds for some rules that match at least one of the series asked about. */
    abstract boolean anyPossible(Question question, Predicate<Rules> test);

    abstract void visit(Visitor visitor);

    abstract RuleNode with(Change change);

    /** The node after the change, or null if that leaves no rules at all. */
    static @Nullable RuleNode with(@Nullable RuleNode node, int depth, Change change) {
        RuleNode changed = (node == null ? RuleLeaf.empty(depth) : node).with(change);
        return changed.size() == 0 ? null : changed;
    }

    /** A rule below the values that the text leads to; if it is only a beginning, exact values do not match it. */
    static @Nullable Rule along(MatchTree<RuleNode> tree, String text, boolean whole, Question question) {
        for (MatchTree<RuleNode> at = tree.next(text); at != null; at = at.next(text)) {
            RuleNode prefix = at.prefix();
            Rule found = prefix == null ? null : prefix.first(question);
            if (found != null) {
                return found;
            }
            RuleNode exact = whole ? at.exact(text) : null;
            found = exact == null ? null : exact.first(question);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    static boolean anyAlong(MatchTree<RuleNode> tree, String text, Predicate<RuleNode> test) {
        for (MatchTree<RuleNode> at = tree.next(text); at != null; at = at.next(text)) {
            RuleNode prefix = at.prefix();
            RuleNode exact = at.exact(text);
            if ((prefix != null && test.test(prefix)) || (exact != null && test.test(exact))) {
                return true;
            }
        }
        return false;
    }
}
