package io.gatehouse.snapshot;

import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.UserId;
import java.util.Set;

/**
 * An organization as it was loaded.
 *
 * @param users all whom the snapshot knows
 */
record Loaded(PolicySnapshot snapshot, String name, Set<UserId> users) {

    /** The same policy under a later version, which changed nothing in it but these rules. */
    Loaded at(long version, RuleRows rules) {
        return version == snapshot.version()
                ? this
                : new Loaded(rules.applyTo(snapshot.edit(version)).build(), name, users);
    }
}
