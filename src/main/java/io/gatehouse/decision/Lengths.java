package io.gatehouse.decision;

import java.util.Arrays;

/** How long the texts are that rules demand of one tag, say: how many exact ones there are, and prefixes. Immutable. */
final class Lengths {
    private static final int[] NONE = {};

    private final long seed;
    private final int exact;
    private final int[] prefixes;
    private final int[] counts;

    private Lengths(long seed, int exact, int[] prefixes, int[] counts) {
        this.seed = seed;
        this.exact = exact;
        this.prefixes = prefixes;
        this.counts = counts;
    }

    static Lengths none(Facet.Kind kind, String key) {
        return new Lengths(TextHash.seed(kind, key), 0, NONE, NONE);
    }

    boolean isEmpty() {
        return exact == 0 && prefixes.length == 0;
    }

    long seed() {
        return seed;
    }

    boolean anyExact() {
        return exact > 0;
    }

    /** The lengths of prefixes, each once, in order. */
    int[] prefixes() {
        return prefixes;
    }

    /** With so many more demands like this one, or fewer. */
    Lengths with(Match match, int more) {
        if (match.kind() == Match.Kind.EXACT) {
            return new Lengths(seed, exact + more, prefixes, counts);
        }
        int at = Arrays.binarySearch(prefixes, match.value().length());
        if (at < 0) {
            return new Lengths(
                    seed, exact, inserted(prefixes, ~at, match.value().length()), inserted(counts, ~at, more));
        }
        if (counts[at] + more == 0) {
            return new Lengths(seed, exact, removed(prefixes, at), removed(counts, at));
        }
        int[] changed = counts.clone();
        changed[at] += more;
        return new Lengths(seed, exact, prefixes, changed);
    }

    private static int[] inserted(int[] array, int at, int value) {
        int[] more = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, at, more, at + 1, array.length - at);
        more[at] = value;
        return more;
    }

    private static int[] removed(int[] array, int at) {
        int[] fewer = Arrays.copyOf(array, array.length - 1);
        System.arraycopy(array, at + 1, fewer, at, fewer.length - at);
        return fewer;
    }
}
