package io.gatehouse.decision;

/** The rules in one place of the index: those for everybody, and those for whom they name. Immutable. */
record Rules(RuleList forEverybody, PersistentMap<Holder, RuleList> forSome) {
    static final Rules NONE = new Rules(RuleList.EMPTY, PersistentMap.empty());

    boolean isEmpty() {
        return forEverybody.isEmpty() && forSome.isEmpty();
    }

    Rules with(Holder holder, Rule rule) {
        return holder instanceof Holder.Everybody
                ? new Rules(forEverybody.with(rule), forSome)
                : new Rules(forEverybody, forSome.with(holder, of(holder).with(rule)));
    }

    Rules without(Holder holder, Rule rule) {
        if (holder instanceof Holder.Everybody) {
            return new Rules(forEverybody.without(rule), forSome);
        }
        RuleList left = of(holder).without(rule);
        return new Rules(forEverybody, left.isEmpty() ? forSome.without(holder) : forSome.with(holder, left));
    }

    private RuleList of(Holder holder) {
        RuleList list = forSome.get(holder);
        return list == null ? RuleList.EMPTY : list;
    }
}
