package io.gatehouse.decision;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the resources lie that permissions on one type can be about: all of some organizations, and single ones by their
 * ids. What lies outside is out of reach; what lies within may still be.
 *
 * @param everywhere whether nothing is outside
 */
public record Bounds(boolean everywhere, Set<OrganizationId> organizations, Set<Long> ids) {
    public static final Bounds EVERYWHERE = new Bounds(true, Set.of(), Set.of());
    public static final Bounds NOWHERE = new Bounds(false, Set.of(), Set.of());

    public Bounds {
        organizations = Set.copyOf(organizations);
        ids = Set.copyOf(ids);
    }

    /** The one organization in which all of it lies; null: there is none, or nobody knows. */
    public @Nullable OrganizationId onlyOrganization() {
        return !everywhere && ids.isEmpty() && organizations.size() == 1
                ? organizations.iterator().next()
                : null;
    }

    /** What lies within these bounds or the others. */
    Bounds or(Bounds others) {
        if (others.equals(NOWHERE)) {
            return this;
        }
        return equals(NOWHERE)
                ? others
                : new Bounds(
                        everywhere || others.everywhere,
                        union(organizations, others.organizations),
                        union(ids, others.ids));
    }

    private static <T> Set<T> union(Set<T> some, Set<T> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return some.isEmpty() ? others : some;
        }
        Set<T> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** These bounds, and all of the organizations with the ids of the others. */
    public Bounds orInOrganizations(Bounds others) {
        Set<OrganizationId> more = new HashSet<>(organizations);
        others.ids.forEach(id -> more.add(new OrganizationId(id)));
        return new Bounds(everywhere || others.everywhere, more, ids);
    }
}
