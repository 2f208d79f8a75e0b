package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The rules of an organization, by id and by what they match. Immutable; a changed copy shares nearly everything. */
record RuleBook(
        PersistentMap<RuleId, Restriction> restrictions,
        PersistentMap<RuleId, Grant> grants,
        RuleIndex closing,
        RuleIndex opening) {

    static final RuleBook EMPTY =
            new RuleBook(PersistentMap.empty(), PersistentMap.empty(), RuleIndex.EMPTY, RuleIndex.EMPTY);

    private static final Set<Holder.Everybody> EVERYBODY = Set.copyOf(EnumSet.allOf(Holder.Everybody.class));

    RuleBook with(Restriction restriction) {
        RuleBook rest = withoutRestriction(restriction.id());
        Rule rule = Rule.of(restriction.id(), restriction.matcher());
        return new RuleBook(
                rest.restrictions.with(restriction.id(), restriction),
                grants,
                rest.closing.with(rule, restriction.actions(), EVERYBODY),
                opening);
    }

    RuleBook withoutRestriction(RuleId id) {
        Restriction old = restrictions.get(id);
        if (old == null) {
            return this;
        }
        Rule rule = Rule.of(id, old.matcher());
        return new RuleBook(restrictions.without(id), grants, closing.without(rule, old.actions(), EVERYBODY), opening);
    }

    RuleBook with(Grant grant) {
        RuleBook rest = withoutGrant(grant.id());
        Rule rule = Rule.of(grant.id(), grant.matcher());
        return new RuleBook(
                restrictions,
                rest.grants.with(grant.id(), grant),
                closing,
                rest.opening.with(rule, grant.actions(), holders(grant)));
    }

    RuleBook withoutGrant(RuleId id) {
        Grant old = grants.get(id);
        if (old == null) {
            return this;
        }
        Rule rule = Rule.of(id, old.matcher());
        return new RuleBook(
                restrictions, grants.without(id), closing, opening.without(rule, old.actions(), holders(old)));
    }

    private static List<Holder> holders(Grant grant) {
        List<Holder> holders = new ArrayList<>(grant.users());
        holders.addAll(grant.tokens());
        grant.roles().forEach(role -> holders.add(new Holder.RoleName(role)));
        return holders;
    }
}
