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
 * @param others how many rows there are of everything else
 */
record Loaded(PolicySnapshot snapshot, String name, Set<UserId> users, Map<Long, String> roles, int rules, int others) {

    /** The same policy under a later version, which changed nothing in it but these rules. */
    Loaded at(long version, RuleRows changed) {
        return version == snapshot.version()
                ? this
                : new Loaded(
                        changed.applyTo(snapshot.edit(version)).build(),
                        name,
                        users,
                        roles,
                        rulesAfter(changed),
                        others);
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
