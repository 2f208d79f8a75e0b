package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rules with the very same demands, and what these are. Immutable. */
abstract sealed class RulePlace extends RuleNode {
    private final Matcher demands;

    private RulePlace(Matcher demands) {
        this.demands = demands;
    }

    static RulePlace empty(Matcher demands) {
        return new Pair(demands, null, null);
    }

    /** Of rules with different ids. Many are put together at once: one after the other would copy those before it. */
    static RulePlace of(Matcher demands, Collection<Rule> rules) {
        if (rules.size() > 2) {
            return Many.of(demands, rules);
        }
        RulePlace place = empty(demands);
        for (Rule rule : rules) {
            place = rule instanceof Restriction restriction ? place.with(restriction) : place.with((Grant) rule);
        }
        return place;
    }

    /** Without checks: each rule has its own. */
    final Matcher demands() {
        return demands;
    }

    abstract boolean isEmpty();

    /** One of the restrictions on the action whose checks hold, or null. */
    abstract @Nullable Rule restriction(Question question);

    /** One of the grants of the action that name the subject and whose checks hold, or null. */
    abstract @Nullable Rule grant(Question question);

    abstract RulePlace with(Restriction restriction);

    abstract RulePlace without(Restriction restriction);

    abstract RulePlace with(Grant grant);

    abstract RulePlace without(Grant grant);

    @Override
    final int size() {
        return 1;
    }

    @Override
    final Facet facet(int depth) {
        return demands.demand(depth);
    }

    @Override
    final int sign() {
        return Probes.sign(demands);
    }

    @Override
    final boolean find(Search search) {
        Question question = search.question();
        question.steps().take();
        return demands.matches(question) && search.endsWith(this);
    }

    @Override
    final boolean anyPossible(Search search, Predicate<RulePlace> test) {
        Question question = search.question();
        question.steps().take();
        return demands.possible(question) && test.test(this);
    }

    @Override
    final boolean any(Predicate<RulePlace> test) {
        return test.test(this);
    }

    @Override
    final @Nullable RuleNode with(int depth, Change change) {
        if (demands.equals(change.demands())) {
            return change.apply(this);
        }
        RulePlace added = change.apply(null);
        return added == null ? this : RuleLeaf.of(this, added);
    }

    /** One restriction, one grant, or one of each: what nearly every place has. It is one object, and no list. */
    private static final class Pair extends RulePlace {
        private final @Nullable Restriction restriction;
        private final @Nullable Grant grant;

        Pair(Matcher demands, @Nullable Restriction restriction, @Nullable Grant grant) {
            super(demands);
            this.restriction = restriction;
            this.grant = grant;
        }

        @Override
        boolean isEmpty() {
            return restriction == null && grant == null;
        }

        @Override
        @Nullable
        Rule restriction(Question question) {
            return restriction != null && restriction.holds(question, true) ? restriction : null;
        }

        @Override
        @Nullable
        Rule grant(Question question) {
            return grant != null && question.asker().isNamedBy(grant, question.steps()) && grant.holds(question, false)
                    ? grant
                    : null;
        }

        @Override
        RulePlace with(Restriction added) {
            return restriction == null || restriction.id().equals(added.id())
                    ? new Pair(demands(), added, grant)
                    : many().with(added);
        }

        @Override
        RulePlace without(Restriction removed) {
            return restriction != null && restriction.id().equals(removed.id())
                    ? new Pair(demands(), null, grant)
                    : this;
        }

        @Override
        RulePlace with(Grant added) {
            return grant == null || grant.id().equals(added.id())
                    ? new Pair(demands(), restriction, added)
                    : many().with(added);
        }

        @Override
        RulePlace without(Grant removed) {
            return grant != null && grant.id().equals(removed.id()) ? new Pair(demands(), restriction, null) : this;
        }

        private RulePlace many() {
            RulePlace many = new Many(demands(), RuleList.EMPTY, PersistentMap.empty());
            many = restriction == null ? many : many.with(restriction);
            return grant == null ? many : many.with(grant);
        }
    }

    /** Any number of rules. */
    private static final class Many extends RulePlace {
        private final RuleList restrictions;
        private final PersistentMap<Holder, RuleList> grants;

        Many(Matcher demands, RuleList restrictions, PersistentMap<Holder, RuleList> grants) {
            super(demands);
            this.restrictions = restrictions;
            this.grants = grants;
        }

        static Many of(Matcher demands, Collection<Rule> rules) {
            List<Rule> restrictions = new ArrayList<>();
            Map<Holder, List<Rule>> grants = new HashMap<>();
            for (Rule rule : rules) {
                if (rule instanceof Grant grant) {
                    grant.holders()
                            .forEach(holder -> grants.computeIfAbsent(holder, same -> new ArrayList<>())
                                    .add(grant));
                } else {
                    restrictions.add(rule);
                }
            }
            Map<Holder, RuleList> lists = new HashMap<>();
            grants.forEach((holder, list) -> lists.put(holder, RuleList.of(list)));
            return new Many(demands, RuleList.of(restrictions), PersistentMap.of(lists));
        }

        @Override
        boolean isEmpty() {
            return restrictions.isEmpty() && grants.isEmpty();
        }

        @Override
        @Nullable
        Rule restriction(Question question) {
            return restrictions.first(question, true);
        }

        @Override
        @Nullable
        Rule grant(Question question) {
            return grants.isEmpty() ? null : question.asker().first(grants, question);
        }

        @Override
        RulePlace with(Restriction added) {
            return new Many(demands(), restrictions.with(added), grants);
        }

        @Override
        RulePlace without(Restriction removed) {
            return new Many(demands(), restrictions.without(removed), grants);
        }

        @Override
        RulePlace with(Grant added) {
            PersistentMap<Holder, RuleList> more = grants;
            for (Holder holder : added.holders()) {
                more = more.with(holder, of(more, holder).with(added));
            }
            return new Many(demands(), restrictions, more);
        }

        @Override
        RulePlace without(Grant removed) {
            PersistentMap<Holder, RuleList> fewer = grants;
            for (Holder holder : removed.holders()) {
                RuleList left = of(fewer, holder).without(removed);
                fewer = left.isEmpty() ? fewer.without(holder) : fewer.with(holder, left);
            }
            return new Many(demands(), restrictions, fewer);
        }

        private static RuleList of(PersistentMap<Holder, RuleList> grants, Holder holder) {
            RuleList list = grants.get(holder);
            return list == null ? RuleList.EMPTY : list;
        }
    }
}
