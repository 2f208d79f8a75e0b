package io.gatehouse.snapshot;

import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.UserId;
import java.util.Set;

/**
 * An organization as it was loaded.
 *
 * @param users all whom the snapshot knows
 * @param rules how many restrictions and grants there are
 */
record Loaded(PolicySnapshot snapshot, String name, Set<UserId> users, int rules) {

    /** The same policy under a later version, which changed nothing in it but these rules. */
    Loaded at(long version, RuleRows changed) {
        if (version == snapshot.version()) {
            return this;
        }
        PolicySnapshot next = changed.applyTo(snapshot.edit(version)).build();
        return new Loaded(next, name, users, rules - changed.countIn(snapshot) + changed.countIn(next));
    }
}
