package io.gatehouse.decision;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A node of the index with rules that demand a measurement, found by it, and all the others beside them.
 *
 * <p>The others are few as a rule, and then stand in one leaf, whatever tags they demand.
 */
final class MeasurementBranch extends RuleNode {
    private final int size;
    private final MatchTree<RuleNode> measurements;
    private final RuleNode others;

    private MeasurementBranch(int size, MatchTree<RuleNode> measurements, RuleNode others) {
        this.size = size;
        this.measurements = measurements;
        this.others = others;
    }

    /** With these rules, none of which demands a measurement. */
    static MeasurementBranch beside(RuleNode others) {
        return new MeasurementBranch(others.size(), MatchTree.empty(), others);
    }

    @Override
    int size() {
        return size;
    }

    @Override
    @Nullable
    Rule first(Question question) {
        Series series = question.series();
        String measurement = series.measurement();
        Rule found = measurement == null ? null : along(measurements, measurement, series.wholeMeasurement(), question);
        return found != null ? found : others.first(question);
    }

    @Override
    boolean anyPossible(Question question, Predicate<Rules> test) {
        Predicate<RuleNode> below = node -> node.anyPossible(question, test);
        String measurement = question.series().measurement();
        return others.anyPossible(question, test)
                || (measurement == null ? measurements.any(below) : anyAlong(measurements, measurement, below));
    }

    @Override
    void visit(Visitor visitor) {
        others.visit(visitor);
        measurements.any(node -> {
            node.visit(visitor);
            return false;
        });
    }

    @Override
    RuleNode with(Change change) {
        MeasurementBranch changed = changed(change);
        if (changed.size <= MOST_IN_LEAF) {
            return RuleLeaf.gathered(changed, 0);
        }
        return changed.measurements.isEmpty() ? changed.others : changed;
    }

    /** The same, however few rules are left. */
    MeasurementBranch changed(Change change) {
        if (change.path().demandsMeasurement()) {
            MatchTree<RuleNode> changed =
                    measurements.with(change.path().facet(0).match(), node -> with(node, 1, change));
            return new MeasurementBranch(size + change.growth(), changed, others);
        }
        RuleNode changed = others.with(change);
        return new MeasurementBranch(size + change.growth(), measurements, changed);
    }
}
