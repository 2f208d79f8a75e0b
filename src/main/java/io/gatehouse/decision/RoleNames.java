package io.gatehouse.decision;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;

/**
 * Many names of roles, in their order. Tenants choose them, and a set that goes by their hashes would look through those
 * with the same one by one. Immutable.
 */
public final class RoleNames extends AbstractSet<String> {
    /** So many are looked through at once. */
    private static final int FEW = 16;

    private final String[] names;

    private RoleNames(String... names) {
        this.names = names;
    }

    /** The same names; the same set, if it cannot change. */
    static Set<String> copyOf(Set<String> names) {
        if (names instanceof RoleNames) {
            return names;
        }
        return names.size() <= FEW ? Set.copyOf(names) : sorted(names.toArray(String[]::new));
    }

    /** Of names that are all different. */
    public static Set<String> of(String... names) {
        return names.length <= FEW ? Set.of(names) : sorted(names.clone());
    }

    private static Set<String> sorted(String... names) {
        Arrays.sort(names);
        return new RoleNames(names);
    }

    @Override
    public boolean contains(Object name) {
        return name instanceof String text && Arrays.binarySearch(names, text) >= 0;
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.asList(names).iterator();
    }

    @Override
    public int size() {
        return names.length;
    }
}
