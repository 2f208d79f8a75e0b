package io.gatehouse.decision;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Values under exact texts and under prefixes, found by one walk along the text that is asked about.
 *
 * <p>An immutable radix tree: each node stands for the beginning that all texts below it share, and knows the value of
 * the exact text that ends there and the value of the prefix that ends there. A walk therefore meets every prefix of
 * the text and at last the text itself, in as many steps as there are branchings on the way, however many values there
 * are. It allocates nothing. A changed copy shares all but the nodes on one path.
 *
 * <p>A node keeps the whole text of some value below it and how much of that is its own, so that splitting and joining
 * nodes cuts no strings.
 */
final class MatchTree<V> {
    private static final char[] NO_CHARS = {};
    private static final MatchTree<?>[] NO_CHILDREN = {};
    private static final MatchTree<?> EMPTY = new MatchTree<>("", 0, null, null);

    private final String text;
    private final int end;
    private final @Nullable V exact;
    private final @Nullable V prefix;
    private final char[] turns;
    private final MatchTree<V>[] children;

    /** What becomes of the value under one matcher. */
    interface Change<V> {
        /** The new value, or null for none. */
        @Nullable
        V apply(@Nullable V old);
    }

    private MatchTree(String text, int end, @Nullable V exact, @Nullable V prefix) {
        this(text, end, new Values<>(exact, prefix), NO_CHARS, noTrees());
    }

    private MatchTree(String text, int end, Values<V> values, char[] turns, MatchTree<V>[] children) {
        this.text = text;
        this.end = end;
        this.exact = values.exact;
        this.prefix = values.prefix;
        this.turns = turns;
        this.children = children;
    }

    @SuppressWarnings("unchecked") // nothing is in it, so it is a tree of every type
    static <V> MatchTree<V> empty() {
        return (MatchTree<V>) EMPTY;
    }

    @SuppressWarnings("unchecked") // nothing is in it, so it is an array of every type
    static <V> MatchTree<V>[] noTrees() {
        return (MatchTree<V>[]) NO_CHILDREN;
    }

    boolean isEmpty() {
        return bare() && children.length == 0;
    }

    /**
     * The next node on the way along the text, or null where the way ends. A node that has no value may lie beside the
     * way: the text is compared, from its start, only where there is a value to give, since each comparison is a walk
     * to memory that is seldom in a cache.
     */
    @Nullable
    MatchTree<V> next(String asked) {
        if (asked.length() <= end) {
            return null;
        }
        int at = Arrays.binarySearch(turns, asked.charAt(end));
        if (at < 0) {
            return null;
        }
        MatchTree<V> child = children[at];
        return child.bare() || asked.regionMatches(0, child.text, 0, child.end) ? child : null;
    }

    /** The value of the prefix that ends at this node. */
    @Nullable
    V prefix() {
        return prefix;
    }

    /** The value of exactly this text, if it ends at this node. */
    @Nullable
    V exact(String asked) {
        return asked.length() == end ? exact : null;
    }

    /** Whether the test holds for some value, whatever it stands under. */
    boolean any(Predicate<V> test) {
        if ((exact != null && test.test(exact)) || (prefix != null && test.test(prefix))) {
            return true;
        }
        for (MatchTree<V> child : children) {
            if (child.any(test)) {
                return true;
            }
        }
        return false;
    }

    MatchTree<V> with(Match match, Change<V> change) {
        String value = match.value();
        if (value.length() == end) {
            return changed(match.kind(), change);
        }
        int at = Arrays.binarySearch(turns, value.charAt(end));
        if (at < 0) {
            MatchTree<V> leaf = new MatchTree<V>(value, value.length(), null, null).changed(match.kind(), change);
            return leaf.bare() ? this : inserted(~at, leaf);
        }
        MatchTree<V> child = children[at];
        int common = commonEnd(child, value);
        if (common == child.end) {
            return replaced(at, child.with(match, change));
        }
        MatchTree<V> fork = new MatchTree<V>(value, common, null, null).inserted(0, child);
        MatchTree<V> grown = fork.with(match, change);
        return grown == fork ? this : replaced(at, grown);
    }

    private int commonEnd(MatchTree<V> child, String value) {
        int limit = Math.min(child.end, value.length());
        int common = end + 1;
        while (common < limit && child.text.charAt(common) == value.charAt(common)) {
            common++;
        }
        return common;
    }

    private boolean bare() {
        return exact == null && prefix == null;
    }

    private MatchTree<V> changed(Match.Kind kind, Change<V> change) {
        Values<V> values = switch (kind) {
            case EXACT -> new Values<>(change.apply(exact), prefix);
            case PREFIX -> new Values<>(exact, change.apply(prefix));
        };
        return new MatchTree<>(text, end, values, turns, children);
    }

    private MatchTree<V> inserted(int at, MatchTree<V> child) {
        char[] moreTurns = Arrays.copyOf(turns, turns.length + 1);
        System.arraycopy(turns, at, moreTurns, at + 1, turns.length - at);
        moreTurns[at] = child.text.charAt(end);
        MatchTree<V>[] moreChildren = Arrays.copyOf(children, children.length + 1);
        System.arraycopy(children, at, moreChildren, at + 1, children.length - at);
        moreChildren[at] = child;
        return new MatchTree<>(text, end, new Values<>(exact, prefix), moreTurns, moreChildren);
    }

    /** With another child in this place; one that holds nothing goes, one that only leads on gives way. */
    private MatchTree<V> replaced(int at, MatchTree<V> child) {
        if (child.isEmpty()) {
            return removed(at);
        }
        MatchTree<V>[] copy = children.clone();
        copy[at] = child.bare() && child.children.length == 1 ? child.children[0] : child;
        return new MatchTree<>(text, end, new Values<>(exact, prefix), turns, copy);
    }

    private MatchTree<V> removed(int at) {
        char[] fewerTurns = Arrays.copyOf(turns, turns.length - 1);
        System.arraycopy(turns, at + 1, fewerTurns, at, fewerTurns.length - at);
        MatchTree<V>[] fewerChildren = Arrays.copyOf(children, children.length - 1);
        System.arraycopy(children, at + 1, fewerChildren, at, fewerChildren.length - at);
        return new MatchTree<>(text, end, new Values<>(exact, prefix), fewerTurns, fewerChildren);
    }

    /** Both values of a node, for its constructor. */
    private record Values<V>(@Nullable V exact, @Nullable V prefix) {}
}
