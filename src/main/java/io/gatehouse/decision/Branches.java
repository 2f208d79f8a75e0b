package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The branches of one node of the index: for each tag key, or each attribute, a tree over the values. Immutable. */
record Branches<K extends Comparable<K>>(List<K> keys, List<MatchTree<RuleNode>> trees) {

    static <K extends Comparable<K>> Branches<K> none() {
        return new Branches<K>(List.of(), List.of());
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    int size() {
        return keys.size();
    }

    @Nullable
    MatchTree<RuleNode> tree(K key) {
        int at = Collections.binarySearch(keys, key);
        return at < 0 ? null : trees.get(at);
    }

    Branches<K> with(K key, Match match, MatchTree.Change<RuleNode> change) {
        int at = Collections.binarySearch(keys, key);
        MatchTree<RuleNode> old = at < 0 ? MatchTree.empty() : trees.get(at);
        MatchTree<RuleNode> tree = old.with(match, change);
        if (at < 0 && tree.isEmpty()) {
            return this;
        }
        List<K> newKeys = new ArrayList<>(keys);
        List<MatchTree<RuleNode>> newTrees = new ArrayList<>(trees);
        if (at < 0) {
            newKeys.add(~at, key);
            newTrees.add(~at, tree);
        } else if (tree.isEmpty()) {
            newKeys.remove(at);
            newTrees.remove(at);
        } else {
            newTrees.set(at, tree);
        }
        return new Branches<K>(List.copyOf(newKeys), List.copyOf(newTrees));
    }
}
