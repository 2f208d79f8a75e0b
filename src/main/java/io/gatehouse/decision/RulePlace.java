package io.gatehouse.decision;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The end of one path in the index: the rules with the very same demands. Immutable. */
final class RulePlace extends RuleNode {
    private final RulePath path;
    private final Rules restrictions;
    private final Rules grants;

    private RulePlace(RulePath path, Rules restrictions, Rules grants) {
        this.path = path;
        this.restrictions = restrictions;
        this.grants = grants;
    }

    static RulePlace empty(RulePath path) {
        return new RulePlace(path, Rules.NONE, Rules.NONE);
    }

    boolean isEmpty() {
        return restrictions.isEmpty() && grants.isEmpty();
    }

    RulePath path() {
        return path;
    }

    Rules restrictions() {
        return restrictions;
    }

    Rules grants() {
        return grants;
    }

    RulePlace withRestrictions(Rules changed) {
        return new RulePlace(path, changed, grants);
    }

    RulePlace withGrants(Rules changed) {
        return new RulePlace(path, restrictions, changed);
    }

    @Override
    int size() {
        return 1;
    }

    @Override
    Facet facet(int depth) {
        return path.facet(depth);
    }

    @Override
    int sign() {
        return Probes.sign(path);
    }

    @Override
    boolean find(Search search) {
        return path.matches(search.question()) && search.endsWith(this);
    }

    @Override
    boolean anyPossible(Search search, Predicate<RulePlace> test) {
        return path.possible(search.question()) && test.test(this);
    }

    @Override
    boolean any(Predicate<RulePlace> test) {
        return test.test(this);
    }

    @Override
    @Nullable
    RuleNode with(int depth, Change change) {
        if (path.compareTo(change.path()) == 0) {
            return change.apply(this);
        }
        RulePlace added = change.apply(null);
        return added == null ? this : RuleLeaf.of(this, added);
    }
}
