package io.gatehouse.decision;

import java.util.Map;

/** The rules of an organization, by id and by what they match. Immutable; a changed copy shares nearly everything. */
record RuleBook(PersistentMap<RuleId, Restriction> restrictions, PersistentMap<RuleId, Grant> grants, RuleIndex index) {

    /** All of these, put together at once. */
    static RuleBook of(Map<RuleId, Restriction> restrictions, Map<RuleId, Grant> grants) {
        var index = new RuleIndex.Builder();
        restrictions.values().forEach(index::add);
        grants.values().forEach(index::add);
        return new RuleBook(PersistentMap.of(restrictions), PersistentMap.of(grants), index.build());
    }

    RuleBook with(Restriction restriction) {
        RuleBook rest = withoutRestriction(restriction.id());
        return new RuleBook(
                rest.restrictions.with(restriction.id(), restriction), grants, rest.index.with(restriction));
    }

    RuleBook withoutRestriction(RuleId id) {
        Restriction old = restrictions.get(id);
        return old == null ? this : new RuleBook(restrictions.without(id), grants, index.without(old));
    }

    RuleBook with(Grant grant) {
        RuleBook rest = withoutGrant(grant.id());
        return new RuleBook(restrictions, rest.grants.with(grant.id(), grant), rest.index.with(grant));
    }

    RuleBook withoutGrant(RuleId id) {
        Grant old = grants.get(id);
        return old == null ? this : new RuleBook(restrictions, grants.without(id), index.without(old));
    }
}
