package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All rules of an organization, found by what they match. Immutable; a changed copy shares nearly everything.
 *
 * <p>Where several rules would answer a question, it is the same one whatever order they came in.
 */
final class RuleIndex {
    private final PersistentMap<String, OfType> types;

    private RuleIndex(PersistentMap<String, OfType> types) {
        this.types = types;
    }

    /** The rules on one type of resources, and how many restrictions there are for each action. */
    private record OfType(@Nullable RuleNode root, Shape shape, PersistentMap<String, Integer> restrictions) {
        static final OfType EMPTY = new OfType(null, Shape.NONE, PersistentMap.empty());
    }

    /** Looks for a restriction that matches everything asked about, and for a grant that does and names the subject. */
    Search search(Question question) {
        return search(question, false);
    }

    /** A restriction that matches everything asked about, or null. */
    @Nullable
    Rule restriction(Question question) {
        return search(question, false).restriction();
    }

    /** A grant that matches everything asked about and names the subject, or null. */
    @Nullable
    Rule grant(Question question) {
        return search(question, true).grant();
    }

    /** The rules that may match something with the name that is asked about, whatever else is. */
    Named named(Question question) {
        OfType type = types.get(question.type());
        List<RuleNode> nodes = new ArrayList<>();
        if (type == null || type.root == null) {
            return new Named(Shape.NONE, nodes);
        }
        type.root.addNamed(new Search(question, type.shape, false), nodes);
        return new Named(type.shape.withoutNames(), nodes);
    }

    /** Rules found by a name; what is asked of them has that name. */
    record Named(Shape shape, List<RuleNode> nodes) {
        /** As {@link RuleIndex#search} does. */
        Search search(Question question) {
            Search search = new Search(question, shape, false);
            for (int i = 0; i < nodes.size(); i++) {
                if (nodes.get(i).find(search)) {
                    break;
                }
            }
            return search;
        }
    }

    private Search search(Question question, boolean stopsAtGrant) {
        OfType type = types.get(question.type());
        Search search = new Search(question, type == null ? Shape.NONE : type.shape, stopsAtGrant);
        if (type != null && type.root != null) {
            type.root.find(search);
        }
        return search;
    }

    /** Whether there are any restrictions for the action and the type that are asked about. */
    boolean restricts(Question question) {
        OfType type = types.get(question.type());
        return type != null && type.restrictions.get(question.action()) != null;
    }

    /** How many restrictions there are, each counted once for every action. */
    int restrictions() {
        int[] sum = {0};
        types.any(type -> type.restrictions.any(number -> {
            sum[0] += number;
            return false;
        }));
        return sum[0];
    }

    /** Whether the test holds for a restriction that matches at least one of the series asked about; one of a place. */
    boolean anyRestriction(Question question, Predicate<Rule> test) {
        return anyPossible(question, place -> passes(place.restriction(question), test));
    }

    /**
     * Whether the test holds for such a restriction and a grant that matches whatever it does, as far as its place has
     * one: of a restriction and the grant that opens it again, most say the same.
     */
    boolean anyRestriction(Question question, BiPredicate<Rule, @Nullable Rule> test) {
        return anyPossible(question, place -> {
            Rule restriction = place.restriction(question);
            return restriction != null && test.test(restriction, place.grant(question));
        });
    }

    /** Whether the test holds for a grant that matches one of the series and names the subject; one of a place. */
    boolean anyGrant(Question question, Predicate<Rule> test) {
        return anyPossible(question, place -> passes(place.grant(question), test));
    }

    private static boolean passes(@Nullable Rule rule, Predicate<Rule> test) {
        return rule != null && test.test(rule);
    }

    private boolean anyPossible(Question question, Predicate<RulePlace> test) {
        OfType type = types.get(question.type());
        if (type == null || type.root == null) {
            return false;
        }
        Search search = new Search(question, type.shape, false);
        if (question.leavesOpen(Facet.Kind.MEASUREMENT) && search.steps().fewerThan(type.root.size())) {
            search.steps().require(type.root.named(search));
        }
        return type.root.anyPossible(search, test);
    }

    RuleIndex with(Restriction restriction) {
        return changed(restriction, 1, place -> place.with(restriction));
    }

    RuleIndex without(Restriction restriction) {
        return changed(restriction, -1, place -> place.without(restriction));
    }

    RuleIndex with(Grant grant) {
        return changed(grant, 0, place -> place.with(grant));
    }

    RuleIndex without(Grant grant) {
        return changed(grant, 0, place -> place.without(grant));
    }

    private RuleIndex changed(Rule rule, int restrictions, UnaryOperator<RulePlace> change) {
        String key = rule.matcher().resourceType();
        OfType type = types.get(key);
        OfType old = type == null ? OfType.EMPTY : type;
        RuleNode.Change changing = new RuleNode.Change(rule.matcher().withoutChecks(), change);
        RuleNode root = RuleNode.changed(old.root, 0, changing);
        if (root == null) {
            return new RuleIndex(types.without(key));
        }
        Shape shape = changing.growth() == 0 ? old.shape : old.shape.with(changing.demands(), changing.growth());
        PersistentMap<String, Integer> counts = old.restrictions;
        for (String action : restrictions == 0 ? Set.<String>of() : rule.actions()) {
            counts = counted(counts, action, restrictions);
        }
        return new RuleIndex(types.with(key, new OfType(root, shape, counts)));
    }

    private static PersistentMap<String, Integer> counted(
            PersistentMap<String, Integer> counts, String action, int more) {
        Integer old = counts.get(action);
        int count = (old == null ? 0 : old) + more;
        return count == 0 ? counts.without(action) : counts.with(action, count);
    }

    /** Puts an index together at once: one rule after the other would copy its way to each. Used once, by one thread. */
    static final class Builder {
        private final Map<String, Map<Matcher, List<Rule>>> types = new HashMap<>();
        private final Map<String, Map<String, Integer>> restrictions = new HashMap<>();

        void add(Restriction restriction) {
            addRule(restriction);
            Map<String, Integer> counts =
                    restrictions.computeIfAbsent(restriction.matcher().resourceType(), type -> new HashMap<>());
            restriction.actions().forEach(action -> counts.merge(action, 1, Integer::sum));
        }

        void add(Grant grant) {
            addRule(grant);
        }

        private void addRule(Rule rule) {
            Matcher demands = rule.matcher().withoutChecks();
            types.computeIfAbsent(demands.resourceType(), type -> new HashMap<>())
                    .computeIfAbsent(demands, same -> new ArrayList<>(2))
                    .add(rule);
        }

        RuleIndex build() {
            Map<String, OfType> all = new HashMap<>();
            types.forEach((type, rules) -> all.put(type, ofType(rules, restrictions.getOrDefault(type, Map.of()))));
            return new RuleIndex(PersistentMap.of(all));
        }

        private static OfType ofType(Map<Matcher, List<Rule>> rules, Map<String, Integer> restrictions) {
            RulePlace[] places = rules.entrySet().stream()
                    .map(place -> RulePlace.of(place.getKey(), place.getValue()))
                    .toArray(RulePlace[]::new);
            return new OfType(RuleNode.of(0, places), Shape.of(rules.keySet()), PersistentMap.of(restrictions));
        }
    }
}
