package io.gatehouse.decision;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The branches of one node of the index: for each tag key, or each attribute, a tree over the values. Immutable. */
final class Branches<K extends Comparable<K>> {
    private static final Object[] NO_KEYS = {};
    private static final Branches<?> NONE = new Branches<String>(NO_KEYS, MatchTree.noTrees());

    private final Object[] keys;
    private final MatchTree<RuleNode>[] trees;

    private Branches(Object[] keys, MatchTree<RuleNode>[] trees) {
        this.keys = keys;
        this.trees = trees;
    }

    @SuppressWarnings("unchecked") // nothing is in it, so it has keys of every type
    static <K extends Comparable<K>> Branches<K> none() {
        return (Branches<K>) NONE;
    }

    boolean isEmpty() {
        return keys.length == 0;
    }

    int size() {
        return keys.length;
    }

    @SuppressWarnings("unchecked") // INVARIANT: only keys of K are put in
    K key(int at) {
        return (K) keys[at];
    }

    MatchTree<RuleNode> tree(int at) {
        return trees[at];
    }

    @Nullable
    MatchTree<RuleNode> tree(K key) {
        int at = Arrays.binarySearch(keys, key);
        return at < 0 ? null : trees[at];
    }

    Branches<K> with(K key, Match match, MatchTree.Change<RuleNode> change) {
        int at = Arrays.binarySearch(keys, key);
        if (at >= 0) {
            MatchTree<RuleNode> tree = trees[at].with(match, change);
            return tree.isEmpty() ? without(at) : replaced(at, tree);
        }
        MatchTree<RuleNode> tree = MatchTree.<RuleNode>empty().with(match, change);
        return tree.isEmpty() ? this : inserted(~at, key, tree);
    }

    private Branches<K> replaced(int at, MatchTree<RuleNode> tree) {
        MatchTree<RuleNode>[] copy = trees.clone();
        copy[at] = tree;
        return new Branches<>(keys, copy);
    }

    private Branches<K> inserted(int at, K key, MatchTree<RuleNode> tree) {
        Object[] moreKeys = Arrays.copyOf(keys, keys.length + 1);
        System.arraycopy(keys, at, moreKeys, at + 1, keys.length - at);
        moreKeys[at] = key;
        MatchTree<RuleNode>[] moreTrees = Arrays.copyOf(trees, trees.length + 1);
        System.arraycopy(trees, at, moreTrees, at + 1, trees.length - at);
        moreTrees[at] = tree;
        return new Branches<>(moreKeys, moreTrees);
    }

    private Branches<K> without(int at) {
        Object[] fewerKeys = Arrays.copyOf(keys, keys.length - 1);
        System.arraycopy(keys, at + 1, fewerKeys, at, fewerKeys.length - at);
        MatchTree<RuleNode>[] fewerTrees = Arrays.copyOf(trees, trees.length - 1);
        System.arraycopy(trees, at + 1, fewerTrees, at, fewerTrees.length - at);
        return new Branches<>(fewerKeys, fewerTrees);
    }
}
