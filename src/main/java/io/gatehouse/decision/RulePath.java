package io.gatehouse.decision;

import java.util.List;

/**
 * All that a matcher demands apart from the name, in the order in which the index branches on it.
 *
 * <p>It is made once for a rule and kept whole, wherever in the index the rule comes to stand.
 */
final class RulePath implements Comparable<RulePath> {
    private final Facet[] facets;
    private final int sign;

    private RulePath(Facet... facets) {
        this.facets = facets;
        this.sign = sign(facets);
    }

    static RulePath of(Matcher matcher) {
        return new RulePath(Facet.path(matcher).toArray(Facet[]::new));
    }

    int length() {
        return facets.length;
    }

    Facet facet(int at) {
        return facets[at];
    }

    /** What {@link Signs} must have if the path matches: of a tag where there is one, since tags differ most. */
    int sign() {
        return sign;
    }

    /** Whether all demands from this one on are met. */
    boolean matches(Question question, int from) {
        for (int i = from; i < facets.length; i++) {
            if (!facets[i].matches(question)) {
                return false;
            }
        }
        return true;
    }

    /** Whether all demands from this one on are met by one of the series asked about. */
    boolean possible(Question question, int from) {
        for (int i = from; i < facets.length; i++) {
            if (!facets[i].possible(question)) {
                return false;
            }
        }
        return true;
    }

    private static int sign(Facet... facets) {
        int sign = Signs.NONE;
        for (Facet facet : facets) {
            if (facet instanceof Facet.Tag) {
                return Signs.of(facet.match());
            }
            if (facet instanceof Facet.Measurement) {
                sign = Signs.of(facet.match());
            }
        }
        return sign;
    }

    /** A path that demands less comes before those that demand the same and more. */
    @Override
    public int compareTo(RulePath other) {
        int common = Math.min(facets.length, other.facets.length);
        for (int i = 0; i < common; i++) {
            int order = facets[i].compareTo(other.facets[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(facets.length, other.facets.length);
    }

    @Override
    public String toString() {
        return List.of(facets).toString();
    }
}
