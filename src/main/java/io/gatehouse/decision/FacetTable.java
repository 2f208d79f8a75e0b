package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Nodes of the index by a demand, found by its hash; demands with the same hash are told apart by who asks. Immutable.
 *
 * <p>A page keeps the nodes in the order of their hashes, so that it depends on what is in it alone. In front stands a
 * Bloom filter of 8 to 16 bits for each: nearly all probes of a question find nothing, and end with one word of it, which
 * waits for nothing that another probe fetches. So the probes of a question wait for memory together, and the filters
 * of 1,000,000 rules, a few megabytes, stay in the processor's caches. Too many nodes for one page stand in a fork of
 * pages by their hashes.
 */
abstract sealed class FacetTable {
    static final FacetTable EMPTY = new Page(new long[0], new RuleNode[0]);

    /** So many nodes are copied for a change at most; a fork costs each probe one more fetch. */
    static final int MOST_IN_PAGE = 1024;

    /** What becomes of a node: null is none. */
    interface Change {
        @Nullable
        RuleNode apply(@Nullable RuleNode old);
    }

    /** Of nodes whose demands at the depth differ. */
    static FacetTable of(List<RuleNode> nodes, int depth) {
        List<Hashed> hashed = new ArrayList<>(nodes.size());
        nodes.forEach(node -> hashed.add(Hashed.of(node, depth)));
        return ofHashed(hashed, 0);
    }

    private static FacetTable ofHashed(List<Hashed> hashed, int level) {
        return hashed.size() > MOST_IN_PAGE && level < Fork.LEVELS ? Fork.split(hashed, level) : Page.of(hashed);
    }

    abstract int size();

    final boolean isEmpty() {
        return size() == 0;
    }

    /** Whether the search ends in a node with this hash. */
    abstract boolean find(long hash, Search search);

    /** Whether the test holds for a node with this hash, whose sign does not rule it out. */
    abstract boolean any(long hash, Search search, Predicate<RuleNode> test);

    /** Whether the test holds for a node whose sign does not rule it out. */
    abstract boolean any(Search search, Predicate<RuleNode> test);

    abstract boolean any(Predicate<RuleNode> test);

    final FacetTable with(Facet facet, int depth, Change change) {
        return with(new Edit(facet, facet.hash(), depth, change), 0);
    }

    /** Changes the node of the facet, in a table below so many forks. */
    abstract FacetTable with(Edit edit, int level);

    /** A change of the node of one facet. */
    private record Edit(Facet facet, long hash, int depth, Change change) {}

    /** A node with the hash of its facet. */
    private record Hashed(long hash, Facet facet, RuleNode node) {
        static final Comparator<Hashed> ORDER = Comparator.<Hashed>comparingInt(
                        hashed -> Page.order(hashed.hash) ^ Integer.MIN_VALUE)
                .thenComparing(Hashed::facet);

        static Hashed of(RuleNode node, int depth) {
            Facet facet = node.facet(depth);
            return new Hashed(facet.hash(), facet, node);
        }
    }

    final List<Hashed> hashed(int depth) {
        List<Hashed> hashed = new ArrayList<>(size());
        any(node -> !hashed.add(Hashed.of(node, depth)));
        return hashed;
    }

    /**
     * Some nodes, all next to each other. In one array stand the words of the filter, and then for each node the half
     * of its hash that pages sort by, with its sign.
     */
    private static final class Page extends FacetTable {
        private static final int NODES_OF_A_WORD = 8;
        private static final int FEWEST_WORDS = 2;

        private final int shift;
        private final int start;
        private final long[] words;
        private final RuleNode[] nodes;

        /** Of nodes in order, and for each its half of the hash and its sign. */
        Page(long[] keys, RuleNode[] nodes) {
            this.nodes = nodes;
            this.start = Math.max(FEWEST_WORDS, Integer.highestOneBit(2 * nodes.length / NODES_OF_A_WORD));
            this.shift = 1 + Integer.numberOfLeadingZeros(start);
            this.words = new long[start + keys.length];
            System.arraycopy(keys, 0, words, start, keys.length);
            for (long key : keys) {
                words[order(key) >>> shift] |= bits(order(key));
            }
        }

        /** The same with one other node. */
        private Page(Page old, int at, RuleNode changed) {
            this.shift = old.shift;
            this.start = old.start;
            this.words = old.words.clone();
            this.nodes = old.nodes.clone();
            words[start + at] = key(order(words[start + at]), changed);
            nodes[at] = changed;
        }

        static Page of(List<Hashed> hashed) {
            hashed.sort(Hashed.ORDER);
            long[] keys = new long[hashed.size()];
            RuleNode[] nodes = new RuleNode[hashed.size()];
            for (int i = 0; i < keys.length; i++) {
                nodes[i] = hashed.get(i).node;
                keys[i] = key(order(hashed.get(i).hash), nodes[i]);
            }
            return new Page(keys, nodes);
        }

        private static long key(int order, RuleNode node) {
            return ((long) order << Integer.SIZE) | Integer.toUnsignedLong(node.sign());
        }

        private int order(int at) {
            return order(words[start + at]);
        }

        private boolean mayMeet(Search search, int at) {
            return search.mayMeet((int) words[start + at]);
        }

        /** The half of the hash that pages sort by; a fork looks at the other half. */
        static int order(long hash) {
            return (int) (hash >>> Integer.SIZE);
        }

        private static long bits(int order) {
            return (1L << order) | (1L << (order >>> 6)) | (1L << (order >>> 12));
        }

        @Override
        int size() {
            return nodes.length;
        }

        @Override
        boolean find(long hash, Search search) {
            int order = order(hash);
            if ((bits(order) & ~words[order >>> shift]) != 0) {
                return false;
            }
            for (int at = first(order); at < nodes.length && order(at) == order; at++) {
                if (mayMeet(search, at) && nodes[at].find(search)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        boolean any(long hash, Search search, Predicate<RuleNode> test) {
            int order = order(hash);
            for (int at = first(order); at < nodes.length && order(at) == order; at++) {
                if (mayMeet(search, at) && test.test(nodes[at])) {
                    return true;
                }
            }
            return false;
        }

        @Override
        boolean any(Search search, Predicate<RuleNode> test) {
            search.steps().takeToPass(nodes.length);
            for (int at = 0; at < nodes.length; at++) {
                if (mayMeet(search, at) && test.test(nodes[at])) {
                    return true;
                }
            }
            return false;
        }

        @Override
        boolean any(Predicate<RuleNode> test) {
            for (RuleNode node : nodes) {
                if (test.test(node)) {
                    return true;
                }
            }
            return false;
        }

        /** Where the first hash stands that is not lower: near to where it would be if they were spread evenly. */
        private int first(int order) {
            int at = (int) ((Integer.toUnsignedLong(order) * nodes.length) >>> Integer.SIZE);
            while (at > 0 && Integer.compareUnsigned(order(at - 1), order) >= 0) {
                at--;
            }
            while (at < nodes.length && Integer.compareUnsigned(order(at), order) < 0) {
                at++;
            }
            return at;
        }

        @Override
        FacetTable with(Edit edit, int level) {
            int order = order(edit.hash);
            int at = first(order);
            int compared = 1;
            while (at < nodes.length && order(at) == order) {
                compared = nodes[at].facet(edit.depth).compareTo(edit.facet);
                if (compared >= 0) {
                    break;
                }
                at++;
            }
            boolean found = compared == 0;
            RuleNode changed = edit.change.apply(found ? nodes[at] : null);
            if (changed == null) {
                return found ? without(at) : this;
            }
            if (found) {
                return new Page(this, at, changed);
            }
            Page grown = inserted(at, key(order, changed), changed);
            return grown.size() > MOST_IN_PAGE && level < Fork.LEVELS
                    ? Fork.split(grown.hashed(edit.depth), level)
                    : grown;
        }

        private Page inserted(int at, long key, RuleNode node) {
            long[] keys = Arrays.copyOfRange(words, start, words.length + 1);
            System.arraycopy(keys, at, keys, at + 1, nodes.length - at);
            keys[at] = key;
            RuleNode[] more = Arrays.copyOf(nodes, nodes.length + 1);
            System.arraycopy(nodes, at, more, at + 1, nodes.length - at);
            more[at] = node;
            return new Page(keys, more);
        }

        private Page without(int at) {
            long[] keys = Arrays.copyOfRange(words, start, words.length - 1);
            System.arraycopy(words, start + at + 1, keys, at, keys.length - at);
            RuleNode[] fewer = Arrays.copyOf(nodes, nodes.length - 1);
            System.arraycopy(nodes, at + 1, fewer, at, fewer.length - at);
            return new Page(keys, fewer);
        }
    }

    /** Tables of the nodes by the next bits of their hashes. */
    private static final class Fork extends FacetTable {
        private static final int BITS = 4;
        private static final int LEVELS = Integer.SIZE / BITS;

        private final int size;
        private final FacetTable[] tables;
        private final int shift;

        private Fork(int level, int size, FacetTable... tables) {
            this.shift = level * BITS;
            this.size = size;
            this.tables = tables;
        }

        static Fork split(List<Hashed> hashed, int level) {
            List<List<Hashed>> parts = new ArrayList<>();
            for (int i = 0; i < 1 << BITS; i++) {
                parts.add(new ArrayList<>());
            }
            hashed.forEach(each -> parts.get(index(each.hash, level * BITS)).add(each));
            return new Fork(
                    level,
                    hashed.size(),
                    parts.stream()
                            .map(part -> FacetTable.ofHashed(part, level + 1))
                            .toArray(FacetTable[]::new));
        }

        private static int index(long hash, int shift) {
            return (int) (hash >>> shift) & ((1 << BITS) - 1);
        }

        @Override
        int size() {
            return size;
        }

        @Override
        boolean find(long hash, Search search) {
            return tables[index(hash, shift)].find(hash, search);
        }

        @Override
        boolean any(long hash, Search search, Predicate<RuleNode> test) {
            return tables[index(hash, shift)].any(hash, search, test);
        }

        @Override
        boolean any(Search search, Predicate<RuleNode> test) {
            for (FacetTable table : tables) {
                if (table.any(search, test)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        boolean any(Predicate<RuleNode> test) {
            for (FacetTable table : tables) {
                if (table.any(test)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        FacetTable with(Edit edit, int level) {
            int at = index(edit.hash, shift);
            FacetTable old = tables[at];
            FacetTable[] copy = tables.clone();
            copy[at] = old.with(edit, level + 1);
            Fork changed = new Fork(level, size + copy[at].size() - old.size(), copy);
            if (changed.size > MOST_IN_PAGE) {
                return changed;
            }
            return Page.of(changed.hashed(edit.depth));
        }
    }
}
