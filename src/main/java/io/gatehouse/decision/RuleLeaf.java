package io.gatehouse.decision;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The end of the index: a few paths, in their order, with the rules of each. Immutable. */
final class RuleLeaf extends RuleNode {
    private static final RulePath[] NO_PATHS = {};
    private static final Rules[] NO_RULES = {};

    private final int depth;
    private final int[] signs;
    private final RulePath[] paths;
    private final Rules[] rules;

    private RuleLeaf(int depth, RulePath[] paths, Rules[] rules) {
        this.depth = depth;
        this.paths = paths;
        this.rules = rules;
        this.signs = new int[paths.length];
        for (int i = 0; i < paths.length; i++) {
            signs[i] = paths[i].sign();
        }
    }

    /** A leaf without rules; all demands before this depth are met by whatever leads to it. */
    static RuleLeaf empty(int depth) {
        return new RuleLeaf(depth, NO_PATHS, NO_RULES);
    }

    /** All rules below the node. */
    static RuleLeaf gathered(RuleNode node, int depth) {
        RulePath[] paths = new RulePath[node.size()];
        Rules[] rules = new Rules[paths.length];
        int[] size = {0};
        node.visit((path, here) -> paths[size[0]++] = path);
        Arrays.sort(paths);
        node.visit((path, here) -> rules[Arrays.binarySearch(paths, path)] = here);
        return new RuleLeaf(depth, paths, rules);
    }

    @Override
    int size() {
        return paths.length;
    }

    @Override
    @Nullable
    Rule first(Question question) {
        Signs asked = question.signs();
        for (int i = 0; i < signs.length; i++) {
            if (asked.mayHave(signs[i]) && paths[i].matches(question, depth)) {
                Rule found = rules[i].first(question);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    @Override
    boolean anyPossible(Question question, Predicate<Rules> test) {
        for (int i = 0; i < paths.length; i++) {
            if (paths[i].possible(question, depth) && test.test(rules[i])) {
                return true;
            }
        }
        return false;
    }

    @Override
    void visit(Visitor visitor) {
        for (int i = 0; i < paths.length; i++) {
            visitor.visit(paths[i], rules[i]);
        }
    }

    @Override
    RuleNode with(Change change) {
        int at = Arrays.binarySearch(paths, change.path());
        Rules changed = change.apply(at < 0 ? null : rules[at]);
        if (at < 0) {
            return changed == null ? this : inserted(~at, change.path(), changed);
        }
        if (changed == null) {
            return removed(at);
        }
        Rules[] copy = rules.clone();
        copy[at] = changed;
        return new RuleLeaf(depth, paths, copy);
    }

    private RuleNode inserted(int at, RulePath path, Rules added) {
        RulePath[] morePaths = Arrays.copyOf(paths, paths.length + 1);
        System.arraycopy(paths, at, morePaths, at + 1, paths.length - at);
        morePaths[at] = path;
        Rules[] moreRules = Arrays.copyOf(rules, rules.length + 1);
        System.arraycopy(rules, at, moreRules, at + 1, rules.length - at);
        moreRules[at] = added;
        RuleLeaf grown = new RuleLeaf(depth, morePaths, moreRules);
        return grown.size() > MOST_IN_LEAF ? RuleBranch.of(grown, depth) : grown;
    }

    private RuleLeaf removed(int at) {
        RulePath[] fewerPaths = Arrays.copyOf(paths, paths.length - 1);
        System.arraycopy(paths, at + 1, fewerPaths, at, fewerPaths.length - at);
        Rules[] fewerRules = Arrays.copyOf(rules, rules.length - 1);
        System.arraycopy(rules, at + 1, fewerRules, at, fewerRules.length - at);
        return new RuleLeaf(depth, fewerPaths, fewerRules);
    }
}
