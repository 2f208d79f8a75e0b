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

    /** Those after that version. */
    Changes after(long since) {
        return new Changes(
                version,
                list.stream().filter(change -> change.version() > since).toList(),
                complete);
    }

    /** Which entities of that kind changed. */
    Set<Long> of(String kind) {
        return list.stream()
                .filter(change -> change.kind().equals(kind))
                .map(Change::entity)
                .collect(Collectors.toSet());
    }

    /** How much of a snapshot does not hold any more. */
    Extent extent(Loaded loaded) {
        if (!complete) {
            return Extent.ALL;
        }
        return list.stream().anyMatch(change -> change.outdates(loaded)) ? Extent.ALL_BUT_RULES : Extent.RULES;
    }

    /** What of a snapshot is to be read. */
    enum Extent {
        /** The rules that changed, if any did. */
        RULES,
        /** Those, and everything that is no rule. */
        ALL_BUT_RULES,
        ALL
    }
}
