package io.gatehouse.decision;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All restrictions, or all grants, of an organization, found by what they match. Immutable. */
final class RuleIndex {
    static final RuleIndex EMPTY = new RuleIndex(PersistentMap.empty());

    private final PersistentMap<Place, Names> places;

    private RuleIndex(PersistentMap<Place, Names> places) {
        this.places = places;
    }

    /**
     * A rule that matches everything asked about and is made for the subject, or null. Where there are several, the
     * same one whatever order they came in.
     */
    @Nullable
    Rule first(Question question) {
        Names names = places.get(question.place());
        if (names == null) {
            return null;
        }
        Rule found = names.unnamed == null ? null : names.unnamed.first(question);
        return found != null ? found : RuleNode.along(names.named, question.name(), true, question);
    }

    /**
     * A rule that matches everything asked about in every resource of these names, and is made for the subject, or null.
     *
     * @param of which names; null: of every name
     */
    @Nullable
    Rule firstOfAll(Question question, @Nullable Match of) {
        Names names = places.get(question.place());
        if (names == null) {
            return null;
        }
        Rule found = names.unnamed == null ? null : names.unnamed.first(question);
        return found != null || of == null
                ? found
                : RuleNode.along(names.named, of.value(), of.kind() == Match.Kind.EXACT, question);
    }

    /** Whether there are any rules for the action and the type that are asked about. */
    boolean isEmpty(Question question) {
        return places.get(question.place()) == null;
    }

    /** Whether the test holds for some rules that match at least one of the series asked about. */
    boolean anyPossible(Question question, Predicate<Rules> test) {
        Names names = places.get(question.place());
        if (names == null) {
            return false;
        }
        return (names.unnamed != null && names.unnamed.anyPossible(question, test))
                || RuleNode.anyAlong(names.named, question.name(), node -> node.anyPossible(question, test));
    }

    RuleIndex with(Rule rule, Collection<String> actions, Collection<? extends Holder> holders) {
        return changed(rule.matcher(), actions, rules -> {
            Rules more = rules;
            for (Holder holder : holders) {
                more = more.with(holder, rule);
            }
            return more;
        });
    }

    RuleIndex without(Rule rule, Collection<String> actions, Collection<? extends Holder> holders) {
        return changed(rule.matcher(), actions, rules -> {
            Rules fewer = rules;
            for (Holder holder : holders) {
                fewer = fewer.without(holder, rule);
            }
            return fewer;
        });
    }

    private RuleIndex changed(Matcher matcher, Collection<String> actions, UnaryOperator<Rules> change) {
        RulePath path = RulePath.of(matcher);
        PersistentMap<Place, Names> result = places;
        for (String action : actions) {
            Place place = new Place(action, matcher.resourceType());
            Names old = result.get(place);
            Names names = (old == null ? Names.EMPTY : old).with(matcher.name(), new RuleNode.Change(path, change));
            result = names.isEmpty() ? result.without(place) : result.with(place, names);
        }
        return new RuleIndex(result);
    }

    /** Which part of the index a question looks into. */
    record Place(String action, String resourceType) {}

    /** The rules for one action on one type: those for every name, and those for some. */
    private record Names(@Nullable RuleNode unnamed, MatchTree<RuleNode> named) {
        static final Names EMPTY = new Names(null, MatchTree.empty());

        boolean isEmpty() {
            return unnamed == null && named.isEmpty();
        }

        Names with(@Nullable Match name, RuleNode.Change change) {
            return name == null
                    ? new Names(RuleNode.with(unnamed, 0, change), named)
                    : new Names(unnamed, named.with(name, node -> RuleNode.with(node, 0, change)));
        }
    }
}
