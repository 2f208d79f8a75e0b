package io.gatehouse.snapshot;

import io.gatehouse.decision.OrganizationId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The organizations that are followed: as many as there is memory for, by their weights. Where it is short, those give
 * way that were not used for longest.
 *
 * <p>What comes in always stays, however heavy it is and however seldom it was asked about before: a cache that first
 * judges whether it is worth its place would have each question about it load it anew.
 */
final class HeldOrganizations {
    /** Of the memory that there is, so much stays taken: making room looks at all that is held. */
    private static final double LEFT = 0.9;

    private final Map<OrganizationId, Followed> held = new ConcurrentHashMap<>();
    private final MemoryBudget budget;
    private long taken;

    HeldOrganizations(MemoryBudget budget) {
        this.budget = budget;
    }

    @Nullable
    Followed find(OrganizationId organization) {
        return held.get(organization);
    }

    /** The organization, which is followed from now on. */
    Followed get(OrganizationId organization, Function<OrganizationId, Followed> follow, long now) {
        Followed there = held.get(organization);
        if (there != null) {
            return there;
        }
        Followed followed = held.computeIfAbsent(organization, follow);
        weigh(followed, now);
        return followed;
    }

    Collection<Followed> all() {
        return held.values();
    }

    /** Follows it no more, and lets its snapshot go. */
    synchronized void drop(Followed followed) {
        remove(followed);
        followed.drop();
    }

    /** Follows it no more; what was read of it stays for whoever waited for that. */
    synchronized void remove(Followed followed) {
        if (held.remove(followed.organization(), followed)) {
            taken -= followed.weigh(0);
        }
    }

    /** Takes note that it has become heavier or lighter, and makes room if need be. */
    void weigh(Followed followed, long now) {
        weigh(followed, budget.weigh(followed.state().loaded()) + followed.knownBytes(), now);
    }

    /**
     * Makes room for what is coming of it beside what is held of it, so that others need not be in memory, too.
     *
     * @throws NoRoomException if there is not as much for one organization, or others have taken its place
     */
    void expect(Followed followed, Weight coming, long now) {
        Loaded loaded = followed.state().loaded();
        Weight both = loaded == null ? coming : coming.and(loaded.weight());
        require(both);
        if (followed.isDropped()) {
            throw new NoRoomException();
        }
        weigh(followed, budget.weigh(both) + followed.knownBytes(), now);
    }

    /** @throws NoRoomException if there is not as much for one organization */
    void require(Weight policy) {
        if (!budget.holds(policy)) {
            throw new NoRoomException();
        }
    }

    @SuppressWarnings("ReferenceEquality") // another one may be held by now
    private synchronized void weigh(Followed followed, long weight, long now) {
        if (held.get(followed.organization()) != followed) {
            return;
        }
        taken += weight - followed.weigh(weight);
        if (taken > budget.policy()) {
            makeRoom(followed, now);
        }
    }

    @SuppressWarnings("ReferenceEquality") // it is this very one
    private void makeRoom(Followed incoming, long now) {
        List<Aged> aged = held.values().stream()
                .filter(followed -> followed != incoming)
                .map(followed -> new Aged(followed, now - followed.lastUsed(now)))
                .sorted(Comparator.comparingLong(Aged::age).reversed())
                .toList();
        for (Aged oldest : aged) {
            if (taken <= budget.policy() * LEFT) {
                return;
            }
            drop(oldest.followed());
        }
    }

    /** As it was when the room was made; its age goes on changing. */
    private record Aged(Followed followed, long age) {}
}
