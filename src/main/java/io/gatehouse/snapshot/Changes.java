package io.gatehouse.snapshot;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What changed since a version.
 *
 * @param version the one that the organization has now
 * @param complete whether these are all; otherwise anything may have changed
 */
record Changes(long version, List<Change> list, boolean complete) {
    Changes {
        list = List.copyOf(list);
    }

    /** Every version has a change, so a version without one shows that rows are missing. */
    static Changes of(long since, long version, List<Change> list, boolean all) {
        long versions = list.stream().mapToLong(Change::version).distinct().count();
        return new Changes(version, list, all && since >= 0 && versions == version - since);
    }

    void applyTo(Revisions revisions) {
        if (complete) {
            list.forEach(change -> change.applyTo(revisions));
        } else {
            revisions.all(version);
        }
    }

    /** Which entities of that kind changed. */
    Set<Long> of(String kind) {
        return list.stream()
                .filter(change -> change.kind().equals(kind))
                .map(Change::entity)
                .collect(Collectors.toSet());
    }

    /** Whether the snapshot of a state, if it has one, does not hold any more. */
    boolean outdate(Followed.State held) {
        Loaded loaded = held.loaded();
        return loaded != null && (!complete || list.stream().anyMatch(change -> change.outdates(loaded)));
    }
}
