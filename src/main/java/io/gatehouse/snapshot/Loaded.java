package io.gatehouse.snapshot;

import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.RuleId;
import io.gatehouse.decision.UserId;
import java.util.Map;
import java.util.Set;

/**
 * An organization as it was loaded.
 *
 * @param users all whom the snapshot knows
 * @param roles their names, by id
 * @param rules how many restrictions and grants there are
 * @param ruleWeight about how many bytes they take; those that changed since they were loaded have their words alone
 * @param otherWeight about how many bytes everything else takes
 */
record Loaded(
        PolicySnapshot snapshot,
        String name,
        Set<UserId> users,
        Map<Long, String> roles,
        int rules,
        Weight ruleWeight,
        long otherWeight) {

    Weight weight() {
        return ruleWeight.and(Weight.of(otherWeight));
    }

    /** The same policy under a later version, which changed nothing in it but these rules. */
    Loaded at(long version, RuleRows changed) {
        if (version == snapshot.version()) {
            return this;
        }
        PolicySnapshot after = changed.applyTo(snapshot.edit(version)).build();
        return new Loaded(after, name, users, roles, rulesAfter(changed), ruleWeightAfter(changed, after), otherWeight);
    }

    /** What the rules weigh with these changes, after which the policy is this. */
    Weight ruleWeightAfter(RuleRows changed, PolicySnapshot after) {
        Weight weight = ruleWeight;
        for (Long value : changed.restrictionIds()) {
            var id = new RuleId(value);
            weight = weight.replaced(Weights.of(snapshot.restriction(id)), Weights.of(after.restriction(id)));
        }
        for (Long value : changed.grantIds()) {
            var id = new RuleId(value);
            weight = weight.replaced(Weights.of(snapshot.grant(id)), Weights.of(after.grant(id)));
        }
        return weight;
    }

    /** How many rules there are with these changes. */
    int rulesAfter(RuleRows changed) {
        long replaced = changed.restrictionIds().stream()
                        .filter(id -> snapshot.restriction(new RuleId(id)) != null)
                        .count()
                + changed.grantIds().stream()
                        .filter(id -> snapshot.grant(new RuleId(id)) != null)
                        .count();
        return rules - (int) replaced + changed.size();
    }
}
