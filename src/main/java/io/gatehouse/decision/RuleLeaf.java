package io.gatehouse.decision;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Predicate;

/** A few places, in the order of their demands, to be searched through. Immutable. */
final class RuleLeaf extends RuleNode {
    private static final Comparator<RulePlace> BY_DEMANDS =
            Comparator.comparing(RulePlace::demands, Matcher::compareDemands);

    private final RulePlace[] places;
    private final int[] signs;

    private RuleLeaf(RulePlace... places) {
        this.places = places;
        this.signs = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            signs[i] = places[i].sign();
        }
    }

    /** Of at least two places, in any order. */
    static RuleLeaf of(RulePlace... places) {
        RulePlace[] sorted = places.clone();
        Arrays.sort(sorted, BY_DEMANDS);
        return new RuleLeaf(sorted);
    }

    @Override
    int size() {
        return places.length;
    }

    @Override
    Facet facet(int depth) {
        return places[0].facet(depth);
    }

    @Override
    int sign() {
        return Probes.NO_SIGN;
    }

    @Override
    boolean find(Search search) {
        search.steps().take();
        for (int i = 0; i < places.length; i++) {
            if (search.mayMeet(signs[i]) && places[i].find(search)) {
                return true;
            }
        }
        return false;
    }

    @Override
    boolean anyPossible(Search search, Predicate<RulePlace> test) {
        search.steps().take();
        for (int i = 0; i < places.length; i++) {
            if (search.mayMeet(signs[i]) && places[i].anyPossible(search, test)) {
                return true;
            }
        }
        return false;
    }

    @Override
    boolean any(Predicate<RulePlace> test) {
        for (RulePlace place : places) {
            if (test.test(place)) {
                return true;
            }
        }
        return false;
    }

    @Override
    RuleNode with(int depth, Change change) {
        RulePlace sought = RulePlace.empty(change.demands());
        int at = Arrays.binarySearch(places, sought, BY_DEMANDS);
        RulePlace changed = change.apply(at < 0 ? null : places[at]);
        if (changed == null) {
            return at < 0 ? this : without(at);
        }
        if (at >= 0) {
            RulePlace[] copy = places.clone();
            copy[at] = changed;
            return new RuleLeaf(copy);
        }
        RulePlace[] more = Arrays.copyOf(places, places.length + 1);
        System.arraycopy(places, ~at, more, ~at + 1, places.length - ~at);
        more[~at] = changed;
        return more.length > MOST_IN_LEAF ? RuleBranch.of(depth, more) : new RuleLeaf(more);
    }

    private RuleNode without(int at) {
        if (places.length == 2) {
            return places[1 - at];
        }
        RulePlace[] fewer = Arrays.copyOf(places, places.length - 1);
        System.arraycopy(places, at + 1, fewer, at, fewer.length - at);
        return new RuleLeaf(fewer);
    }
}
