package io.gatehouse.decision;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An inner node of the index: the rules that demand nothing more, and the ways on for those that do.
 *
 * <p>A search walks only where the question itself leads: it looks up the values that the question has, and never
 * passes a rule that does not match.
 */
final class RuleBranch extends RuleNode {
    private final int depth;
    private final int size;
    private final RuleLeaf here;
    private final MatchTree<RuleNode> measurements;
    private final Branches<String> tags;
    private final Branches<Attribute> attributes;

    private RuleBranch(int depth, int size, RuleLeaf here, Ways ways) {
        this.depth = depth;
        this.size = size;
        this.here = here;
        this.measurements = ways.measurements;
        this.tags = ways.tags;
        this.attributes = ways.attributes;
    }

    /** With all rules of a leaf. */
    static RuleBranch of(RuleLeaf leaf, int depth) {
        RuleBranch[] grown = {new RuleBranch(depth, 0, RuleLeaf.empty(depth), Ways.NONE)};
        leaf.visit((path, rules) -> grown[0] = grown[0].grown(new Change(path, none -> rules)));
        return grown[0];
    }

    @Override
    int size() {
        return size;
    }

    @Override
    @Nullable
    Rule first(Question question) {
        Rule found = here.first(question);
        if (found == null && !measurements.isEmpty()) {
            found = firstByMeasurement(question);
        }
        if (found == null && !tags.isEmpty()) {
            found = firstByTags(question);
        }
        for (int i = 0; found == null && i < attributes.size(); i++) {
            String value = question.value(attributes.key(i));
            found = value == null ? null : along(attributes.tree(i), value, true, question);
        }
        return found;
    }

    private @Nullable Rule firstByMeasurement(Question question) {
        Series series = question.series();
        String measurement = series.measurement();
        return measurement == null ? null : along(measurements, measurement, series.wholeMeasurement(), question);
    }

    private @Nullable Rule firstByTags(Question question) {
        Series series = question.series();
        if (tags.size() > series.tags().size()) {
            for (String key : series.tags().keySet().stream().sorted().toList()) {
                Rule found = firstByTag(key, tags.tree(key), question);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        for (int i = 0; i < tags.size(); i++) {
            Rule found = firstByTag(tags.key(i), tags.tree(i), question);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable Rule firstByTag(String key, @Nullable MatchTree<RuleNode> tree, Question question) {
        String value = question.series().tags().get(key);
        return value == null || tree == null
                ? null
                : along(tree, value, question.series().wholeTag(key), question);
    }

    @Override
    boolean anyPossible(Question question, Predicate<Rules> test) {
        if (here.anyPossible(question, test)) {
            return true;
        }
        Predicate<RuleNode> below = node -> node.anyPossible(question, test);
        String measurement = question.series().measurement();
        if (measurement == null ? measurements.any(below) : anyAlong(measurements, measurement, below)) {
            return true;
        }
        for (int i = 0; i < tags.size(); i++) {
            String value = question.series().tags().get(tags.key(i));
            if (question.series().openTags()
                    ? tags.tree(i).any(below)
                    : value != null && anyAlong(tags.tree(i), value, below)) {
                return true;
            }
        }
        for (int i = 0; i < attributes.size(); i++) {
            String value = question.value(attributes.key(i));
            if (value != null && anyAlong(attributes.tree(i), value, below)) {
                return true;
            }
        }
        return false;
    }

    @Override
    void visit(Visitor visitor) {
        Predicate<RuleNode> each = node -> {
            node.visit(visitor);
            return false;
        };
        here.visit(visitor);
        measurements.any(each);
        for (int i = 0; i < tags.size(); i++) {
            tags.tree(i).any(each);
        }
        for (int i = 0; i < attributes.size(); i++) {
            attributes.tree(i).any(each);
        }
    }

    @Override
    RuleNode with(Change change) {
        RuleBranch grown = grown(change);
        return grown.size > MOST_IN_LEAF ? grown : RuleLeaf.gathered(grown, depth);
    }

    private RuleBranch grown(Change change) {
        if (change.path().length() == depth) {
            RuleLeaf ended = (RuleLeaf) here.with(change);
            return new RuleBranch(depth, size + change.growth(), ended, new Ways(measurements, tags, attributes));
        }
        Ways changed = changed(change);
        return new RuleBranch(depth, size + change.growth(), here, changed);
    }

    private Ways changed(Change change) {
        Facet facet = change.path().facet(depth);
        MatchTree.Change<RuleNode> below = node -> RuleNode.with(node, depth + 1, change);
        if (facet instanceof Facet.Measurement) {
            return new Ways(measurements.with(facet.match(), below), tags, attributes);
        }
        if (facet instanceof Facet.Tag tag) {
            return new Ways(measurements, tags.with(tag.key(), tag.match(), below), attributes);
        }
        Attribute attribute = ((Facet.Value) facet).key();
        return new Ways(measurements, tags, attributes.with(attribute, facet.match(), below));
    }

    /** The ways on from a node, for its constructor. */
    private record Ways(MatchTree<RuleNode> measurements, Branches<String> tags, Branches<Attribute> attributes) {
        static final Ways NONE = new Ways(MatchTree.empty(), Branches.none(), Branches.none());
    }
}
