package io.gatehouse.decision;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** All that a matcher demands, in the order in which the index branches on it. Kept whole wherever a rule stands. */
final class RulePath implements Comparable<RulePath> {
    private final Facet[] facets;

    private RulePath(Facet... facets) {
        this.facets = facets;
    }

    static RulePath of(Matcher matcher) {
        return new RulePath(Facet.of(matcher).toArray(Facet[]::new));
    }

    int length() {
        return facets.length;
    }

    Facet facet(int at) {
        return facets[at];
    }

    /** Whether all demands are met. */
    boolean matches(Question question) {
        for (int i = 0; i < facets.length; i++) {
            if (!facets[i].matches(question)) {
                return false;
            }
        }
        return true;
    }

    /** Whether all demands are met by one of the series asked about. */
    boolean possible(Question question) {
        for (int i = 0; i < facets.length; i++) {
            if (!facets[i].possible(question)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RulePath path && Arrays.equals(facets, path.facets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(facets);
    }

    /** A path that demands less comes before those that demand more. */
    @Override
    public int compareTo(RulePath other) {
        int order = Integer.compare(facets.length, other.facets.length);
        for (int i = 0; order == 0 && i < facets.length; i++) {
            order = facets[i].compareTo(other.facets[i]);
        }
        return order;
    }

    @Override
    public String toString() {
        return Arrays.toString(facets);
    }
}
