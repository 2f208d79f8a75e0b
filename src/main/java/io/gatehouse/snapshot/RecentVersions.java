package io.gatehouse.snapshot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The versions of which we heard lately, of any organization. A look-up in the database that began before such a version
 * and ends after the news of it would otherwise bring in what is already over, and nobody would notice before the next
 * poll.
 */
final class RecentVersions {
    private volatile Map<Long, Long> current = new ConcurrentHashMap<>();
    private volatile Map<Long, Long> previous = Map.of();
    private volatile long rotatedAt;

    RecentVersions(long now) {
        rotatedAt = now;
    }

    void note(long organization, long version) {
        current.merge(organization, version, Math::max);
    }

    /** The newest version that was noted; 0 if none was. */
    long of(long organization) {
        return Math.max(current.getOrDefault(organization, 0L), previous.getOrDefault(organization, 0L));
    }

    /** Forgets what was noted before the last rotation, where that is at least as long ago as a look-up may take. */
    void rotate(long now, long longestLookup) {
        if (now - rotatedAt > longestLookup) {
            rotatedAt = now;
            previous = current;
            current = new ConcurrentHashMap<>();
        }
    }
}
