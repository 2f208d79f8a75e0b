package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of an organization, by id and by what they match. Immutable; a changed copy shares nearly everything. */
record RuleBook(PersistentMap<RuleId, Restriction> restrictions, PersistentMap<RuleId, Grant> grants, RuleIndex index) {

    /** All of these, put together at once. */
    static RuleBook of(Map<RuleId, Restriction> restrictions, Map<RuleId, Grant> grants) {
        var index = new RuleIndex.Builder();
        restrictions.values().forEach(each -> index.restriction(Rule.of(each.id(), each.matcher(), each.actions())));
        grants.values().forEach(each -> index.grant(Rule.of(each.id(), each.matcher(), each.actions()), holders(each)));
        return new RuleBook(PersistentMap.of(restrictions), PersistentMap.of(grants), index.build());
    }

    RuleBook with(Restriction restriction) {
        RuleBook rest = withoutRestriction(restriction.id());
        Rule rule = Rule.of(restriction.id(), restriction.matcher(), restriction.actions());
        return new RuleBook(
                rest.restrictions.with(restriction.id(), restriction), grants, rest.index.withRestriction(rule));
    }

    RuleBook withoutRestriction(RuleId id) {
        Restriction old = restrictions.get(id);
        if (old == null) {
            return this;
        }
        Rule rule = Rule.of(id, old.matcher(), old.actions());
        return new RuleBook(restrictions.without(id), grants, index.withoutRestriction(rule));
    }

    RuleBook with(Grant grant) {
        RuleBook rest = withoutGrant(grant.id());
        Rule rule = Rule.of(grant.id(), grant.matcher(), grant.actions());
        return new RuleBook(
                restrictions, rest.grants.with(grant.id(), grant), rest.index.withGrant(rule, holders(grant)));
    }

    RuleBook withoutGrant(RuleId id) {
        Grant old = grants.get(id);
        if (old == null) {
            return this;
        }
        Rule rule = Rule.of(id, old.matcher(), old.actions());
        return new RuleBook(restrictions, grants.without(id), index.withoutGrant(rule, holders(old)));
    }

    private static List<Holder> holders(Grant grant) {
        List<Holder> holders = new ArrayList<>(grant.users());
        holders.addAll(grant.tokens());
        grant.roles().forEach(role -> holders.add(new Holder.RoleName(role)));
        return holders;
    }
}
