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
    static final RuleNode EMPTY = new RuleNode(null, MatchTree.empty(), Branches.none(), Branches.none());

    private final @Nullable Rules here;
    private final MatchTree<RuleNode> measurements;
    private final Branches<String> tags;
    private final Branches<Attribute> attributes;

    /** What becomes of the rules at the end of a path. */
    interface Change {
        Rules apply(Rules rules);
    }

    private RuleNode(
            @Nullable Rules here,
            MatchTree<RuleNode> measurements,
            Branches<String> tags,
            Branches<Attribute> attributes) {
        this.here = here;
        this.measurements = measurements;
        this.tags = tags;
        this.attributes = attributes;
    }

    /** A rule from here on that matches everything asked about and is made for the subject, or null. */
    @Nullable
    Rule first(Question question) {
        Rule found = here == null ? null : question.first(here);
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

    /** Whether the test holds for some rules that match at least one of the series asked about. */
    boolean anyPossible(Question question, Predicate<Rules> test) {
        if (here != null && test.test(here)) {
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
            Rules rules = change.apply(here == null ? Rules.NONE : here);
            return new RuleNode(rules.isEmpty() ? null : rules, measurements, tags, attributes);
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
        return here == null && measurements.isEmpty() && tags.isEmpty() && attributes.isEmpty();
    }
}
