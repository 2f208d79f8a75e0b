package io.gatehouse.decision;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A node of the index: rules that share their first demands.
 *
 * <p>One list of demands is a {@link RulePlace}; a few are a {@link RuleLeaf}, which is searched through; more are a
 * {@link RuleBranch}, which is probed for the next demand of each. What leads to a node are hashes, so whoever finds
 * a place still compares all of its demands.
 *
 * <p>The cost of a search is bounded by the question and the lengths of prefixes in use, not by how many rules there
 * are: a branch is probed once for each demand that the question meets and some rule may have, at most one for each
 * character of its texts and for each attribute in use; below a node that is found the same begins again with the
 * rules that share it. Only rules with the very same demands for the same holder are gone through one by one.
 */
abstract sealed class RuleNode permits RulePlace, RuleLeaf, RuleBranch {
    /** So many places are searched through one by one. */
    static final int MOST_IN_LEAF = 16;

    /** A change of the place with these demands. Used once. */
    static final class Change {
        private final Matcher demands;
        private final UnaryOperator<RulePlace> change;
        private int growth;

        Change(Matcher demands, UnaryOperator<RulePlace> change) {
            this.demands = demands;
            this.change = change;
        }

        Matcher demands() {
            return demands;
        }

        /** The place after the change, or null if no rules are left in it. */
        @Nullable
        RulePlace apply(@Nullable RulePlace old) {
            RulePlace place = change.apply(old == null ? RulePlace.empty(demands) : old);
            growth = (place.isEmpty() ? 0 : 1) - (old == null ? 0 : 1);
            return place.isEmpty() ? null : place;
        }

        /** How many more places there are after the change than before it. */
        int growth() {
            return growth;
        }
    }

    /** How many places there are here or below. */
    abstract int size();

    /** The demand at this depth, which all rules here share. */
    abstract Facet facet(int depth);

    /** A filter value that rules many nodes out without fetching them, see {@link Probes#mayMeet}. */
    abstract int sign();

    /** Whether the search ends here, going through what matches. */
    abstract boolean find(Search search);

    /** Adds the nodes to go on from for whatever has the name asked about, in the order of {@link #find}. */
    void addNamed(Search search, List<RuleNode> nodes) {
        nodes.add(this);
    }

    /** How many places may match something with the name asked about, counted until they are more than steps are left. */
    int named(Search search) {
        return size();
    }

    /** Whether the test holds for a place whose demands are met by one of the series asked about. */
    abstract boolean anyPossible(Search search, Predicate<RulePlace> test);

    abstract boolean any(Predicate<RulePlace> test);

    /** The node after the change, or null if that leaves no rules at all; its demands differ from the depth on. */
    abstract @Nullable RuleNode with(int depth, Change change);

    /** Of places whose demands are the same up to the depth and differ from there on. */
    static RuleNode of(int depth, RulePlace... places) {
        if (places.length == 1) {
            return places[0];
        }
        return places.length > MOST_IN_LEAF ? RuleBranch.of(depth, places) : RuleLeaf.of(places);
    }

    static @Nullable RuleNode changed(@Nullable RuleNode node, int depth, Change change) {
        return node == null ? change.apply(null) : node.with(depth, change);
    }
}
