package io.gatehouse.decision;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A node of the index with rules that demand tags or attributes, found by these, and those that demand nothing more.
 *
 * <p>A search walks only where the question itself leads: it looks up the values that the question has, and never
 * passes a rule that does not match.
 */
final class TagBranch extends RuleNode {
    private final int depth;
    private final int size;
    private final RuleLeaf here;
    private final Branches<String> tags;
    private final Branches<Attribute> attributes;

    private TagBranch(int depth, int size, RuleLeaf here, Branches<String> tags, Branches<Attribute> attributes) {
        this.depth = depth;
        this.size = size;
        this.here = here;
        this.tags = tags;
        this.attributes = attributes;
    }

    /** With all rules of a leaf that has none with a demand on the measurement. */
    static TagBranch of(RuleLeaf leaf, int depth) {
        TagBranch[] grown = {new TagBranch(depth, 0, RuleLeaf.empty(depth), Branches.none(), Branches.none())};
        leaf.visit((path, rules) -> grown[0] = grown[0].changed(new Change(path, none -> rules)));
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
        if (found == null && !tags.isEmpty()) {
            found = firstByTags(question);
        }
        for (int i = 0; found == null && i < attributes.size(); i++) {
            String value = question.value(attributes.key(i));
            found = value == null ? null : along(attributes.tree(i), value, true, question);
        }
        return found;
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
        for (int i = 0; i < tags.size(); i++) {
            tags.tree(i).any(each);
        }
        for (int i = 0; i < attributes.size(); i++) {
            attributes.tree(i).any(each);
        }
    }

    @Override
    RuleNode with(Change change) {
        if (change.path().length() > depth && change.path().facet(depth) instanceof Facet.Measurement) {
            return MeasurementBranch.beside(this).with(change);
        }
        TagBranch changed = changed(change);
        return changed.size > MOST_IN_LEAF ? changed : RuleLeaf.gathered(changed, depth);
    }

    private TagBranch changed(Change change) {
        if (change.path().length() == depth) {
            RuleLeaf ended = (RuleLeaf) here.with(change);
            return new TagBranch(depth, size + change.growth(), ended, tags, attributes);
        }
        Facet facet = change.path().facet(depth);
        MatchTree.Change<RuleNode> below = node -> with(node, depth + 1, change);
        if (facet instanceof Facet.Tag tag) {
            Branches<String> changed = tags.with(tag.key(), tag.match(), below);
            return new TagBranch(depth, size + change.growth(), here, changed, attributes);
        }
        Branches<Attribute> changed = attributes.with(((Facet.Value) facet).key(), facet.match(), below);
        return new TagBranch(depth, size + change.growth(), here, tags, changed);
    }
}
