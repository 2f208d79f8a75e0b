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

    /** The same policy under a later version, which changed nothing in it. */
    Loaded at(long version) {
        return version == snapshot.version()
                ? this
                : new Loaded(snapshot.edit(version).build(), name, users);
    }
}
