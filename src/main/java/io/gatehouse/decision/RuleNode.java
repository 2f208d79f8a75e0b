package io.gatehouse.decision;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A node of the index: the rules whose demands are all met on the way here, and the ways on for those that demand more.
 *
 * <p>The index is a tree over the demands of the rules, first the measurement, then the tags, then the attributes. A
 * search walks only where the question itself leads: it looks up the values that the question has, and never passes a
 * rule that does not match. So its cost depends on how many tags are asked about and how many different shapes of
 * rules meet there, not on how many rules there are.
 */
final class RuleNode {
    static final RuleNode EMPTY =
            new RuleNode(PersistentMap.empty(), MatchTree.empty(), Branches.none(), Branches.none());

    private final PersistentMap<Holder, RuleList> here;
    private final MatchTree<RuleNode> measurements;
    private final Branches<String> tags;
    private final Branches<Attribute> attributes;

    /** What becomes of the rules at the end of a path. */
    interface Change {
        PersistentMap<Holder, RuleList> apply(PersistentMap<Holder, RuleList> rules);
    }

    private RuleNode(
            PersistentMap<Holder, RuleList> here,
            MatchTree<RuleNode> measurements,
            Branches<String> tags,
            Branches<Attribute> attributes) {
        this.here = here;
        this.measurements = measurements;
        this.tags = tags;
        this.attributes = attributes;
    }

    /**
     * The rule with the lowest id, of those below and the best so far, that matches everything asked about and is made
     * for its subject.
     */
    @Nullable
    Rule lowest(Question question, @Nullable Rule best) {
        Rule found = here.isEmpty() ? best : question.lowest(here, best);
        String measurement = question.series().measurement();
        if (measurement != null && !measurements.isEmpty()) {
            found = along(measurements, measurement, question.series().wholeMeasurement(), question, found);
        }
        if (!tags.isEmpty()) {
            found = lowestByTags(question, found);
        }
        for (int i = 0; i < attributes.size(); i++) {
            String value = question.value(attributes.keys().get(i));
            if (value != null) {
                found = along(attributes.trees().get(i), value, true, question, found);
            }
        }
        return found;
    }

    private @Nullable Rule lowestByTags(Question question, @Nullable Rule best) {
        Rule found = best;
        if (tags.size() > question.series().tags().size()) {
            for (String key : question.series().tags().keySet()) {
                found = lowestByTag(key, tags.tree(key), question, found);
            }
            return found;
        }
        for (int i = 0; i < tags.size(); i++) {
            found = lowestByTag(tags.keys().get(i), tags.trees().get(i), question, found);
        }
        return found;
    }

    private static @Nullable Rule lowestByTag(
            String key, @Nullable MatchTree<RuleNode> tree, Question question, @Nullable Rule best) {
        String value = question.series().tags().get(key);
        return value == null || tree == null
                ? best
                : along(tree, value, question.series().wholeTag(key), question, best);
    }

    /** The lowest rule below the values that the text leads to; if it is only a prefix, exact values do not match it. */
    static @Nullable Rule along(
            MatchTree<RuleNode> tree, String text, boolean whole, Question question, @Nullable Rule best) {
        Rule found = best;
        for (MatchTree<RuleNode> at = tree.next(text); at != null; at = at.next(text)) {
            RuleNode prefix = at.prefix();
            if (prefix != null) {
                found = prefix.lowest(question, found);
            }
            RuleNode exact = whole ? at.exact(text) : null;
            if (exact != null) {
                found = exact.lowest(question, found);
            }
        }
        return found;
    }

    /** Whether the test holds for some rules that match at least one of the series asked about. */
    boolean anyPossible(Question question, Predicate<PersistentMap<Holder, RuleList>> test) {
        if (!here.isEmpty() && test.test(here)) {
            return true;
        }
        Predicate<RuleNode> below = node -> node.anyPossible(question, test);
        String measurement = question.series().measurement();
        if (measurement == null ? measurements.any(below) : anyAlong(measurements, measurement, below)) {
            return true;
        }
        for (int i = 0; i < tags.size(); i++) {
            String value = question.series().tags().get(tags.keys().get(i));
            if (question.series().openTags()
                    ? tags.trees().get(i).any(below)
                    : value != null && anyAlong(tags.trees().get(i), value, below)) {
                return true;
            }
        }
        for (int i = 0; i < attributes.size(); i++) {
            String value = question.value(attributes.keys().get(i));
            if (value != null && anyAlong(attributes.trees().get(i), value, below)) {
                return true;
            }
        }
        return false;
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

    /** The node with the rules at the end of the path changed, or null if that leaves none at all. */
    static @Nullable RuleNode with(@Nullable RuleNode node, List<Facet> path, Change change) {
        RuleNode changed = (node == null ? EMPTY : node).with(path, change);
        return changed.isEmpty() ? null : changed;
    }

    private RuleNode with(List<Facet> path, Change change) {
        if (path.isEmpty()) {
            return new RuleNode(change.apply(here), measurements, tags, attributes);
        }
        Facet facet = path.get(0);
        MatchTree.Change<RuleNode> below = node -> with(node, path.subList(1, path.size()), change);
        if (facet instanceof Facet.Measurement) {
            return new RuleNode(here, measurements.with(facet.match(), below), tags, attributes);
        }
        if (facet instanceof Facet.Tag tag) {
            return new RuleNode(here, measurements, tags.with(tag.key(), tag.match(), below), attributes);
        }
        Attribute attribute = ((Facet.Value) facet).key();
        return new RuleNode(here, measurements, tags, attributes.with(attribute, facet.match(), below));
    }

    private boolean isEmpty() {
        return here.isEmpty() && measurements.isEmpty() && tags.isEmpty() && attributes.isEmpty();
    }
}
