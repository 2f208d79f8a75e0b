package io.gatehouse.decision;

import org.jspecify.annotations.Nullable;

/** The rules in one place of the index: those for everybody, and those for whom they name. Immutable. */
sealed interface Rules {
    Rules NONE = new Several(RuleList.EMPTY, PersistentMap.empty());

    boolean isEmpty();

    /** One of the rules that is made for the subject and the action and whose checks hold, or null. */
    @Nullable
    Rule first(Question question);

    Rules with(Holder holder, Rule rule);

    Rules without(Holder holder, Rule rule);

    /** One rule, for one holder: what nearly every place has. It is one object where the others are half a dozen. */
    record One(Holder holder, Rule rule) implements Rules {
        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public @Nullable Rule first(Question question) {
            boolean everybody = holder instanceof Holder.Everybody;
            return (everybody || question.asker().is(holder)) && rule.holds(question, everybody) ? rule : null;
        }

        @Override
        public Rules with(Holder other, Rule added) {
            return several().with(other, added);
        }

        @Override
        public Rules without(Holder other, Rule removed) {
            return several().without(other, removed);
        }

        private Several several() {
            return ((Several) NONE).and(holder, rule);
        }
    }

    /** Any number of rules. */
    record Several(RuleList forEverybody, PersistentMap<Holder, RuleList> forSome) implements Rules {
        @Override
        public boolean isEmpty() {
            return forEverybody.isEmpty() && forSome.isEmpty();
        }

        @Override
        public @Nullable Rule first(Question question) {
            Rule found = forEverybody.first(question, true);
            return found != null || forSome.isEmpty() ? found : question.asker().first(forSome, question);
        }

        @Override
        public Rules with(Holder holder, Rule rule) {
            return isEmpty() ? new One(holder, rule) : and(holder, rule);
        }

        @Override
        public Rules without(Holder holder, Rule rule) {
            if (holder instanceof Holder.Everybody) {
                return new Several(forEverybody.without(rule), forSome);
            }
            RuleList left = of(holder).without(rule);
            return new Several(forEverybody, left.isEmpty() ? forSome.without(holder) : forSome.with(holder, left));
        }

        private Several and(Holder holder, Rule rule) {
            return holder instanceof Holder.Everybody
                    ? new Several(forEverybody.with(rule), forSome)
                    : new Several(forEverybody, forSome.with(holder, of(holder).with(rule)));
        }

        private RuleList of(Holder holder) {
            RuleList list = forSome.get(holder);
            return list == null ? RuleList.EMPTY : list;
        }
    }
}
