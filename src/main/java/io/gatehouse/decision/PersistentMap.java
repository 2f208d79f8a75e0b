package io.gatehouse.decision;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable hash map whose changed copies share everything but one path with it.
 *
 * <p>A hash array mapped trie: five bits of the hash choose the child on each level, and a node keeps only the children
 * that exist. So a copy with one more key costs a handful of small arrays, also at a million keys. Its shape depends
 * on its keys alone and not on the order in which they came.
 *
 * <p>Tenants choose keys, and find many with the same hash: these are told apart by that of their texts, which nobody
 * finds easily. Only where two keys meet it is made, so that looking one up costs no more for it.
 */
final class PersistentMap<K, V> {
    private static final int BITS = 5;
    private static final int MASK = (1 << BITS) - 1;

    /** As deep as a hash reaches; below, a node branches by the hash of the text. */
    private static final int END = 35;

    private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(null);

    private final @Nullable Node root;

    private PersistentMap(@Nullable Node root) {
        this.root = root;
    }

    @SuppressWarnings("unchecked") // nothing is in it, so it is a map of every type
    static <K, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    /** What is in the other map, put together at once: one key after the other would copy a path for each. */
    static <K, V> PersistentMap<K, V> of(Map<K, V> map) {
        Leaf[] leaves = new Leaf[map.size()];
        int size = 0;
        for (Map.Entry<K, V> entry : map.entrySet()) {
            leaves[size++] = new Leaf(hash(entry.getKey()), entry.getKey(), entry.getValue(), null);
        }
        return size == 0 ? empty() : new PersistentMap<>(node(leaves, 0));
    }

    boolean isEmpty() {
        return root == null;
    }

    @SuppressWarnings("unchecked") // INVARIANT: only values of V are put in
    @Nullable
    V get(K key) {
        int hash = hash(key);
        Node node = root;
        for (int shift = 0; node instanceof Branch branch; shift += BITS) {
            node = branch.child(bit(key, hash, shift));
        }
        for (Leaf leaf = (Leaf) node; leaf != null; leaf = leaf.next) {
            if (leaf.hash == hash && leaf.key.equals(key)) {
                return (V) leaf.value;
            }
        }
        return null;
    }

    /** Whether the test holds for some value. */
    boolean any(Predicate<? super V> test) {
        return any(root, test);
    }

    PersistentMap<K, V> with(K key, V value) {
        int hash = hash(key);
        return new PersistentMap<>(put(root, new Leaf(hash, key, value, null), 0));
    }

    PersistentMap<K, V> without(K key) {
        Node left = remove(root, hash(key), key, 0);
        return left == root ? this : new PersistentMap<>(left);
    }

    @SuppressWarnings("unchecked") // INVARIANT: only values of V are put in
    private static <V> boolean any(@Nullable Node node, Predicate<? super V> test) {
        if (node instanceof Branch branch) {
            for (Node child : branch.children) {
                if (any(child, test)) {
                    return true;
                }
            }
            return false;
        }
        for (Leaf leaf = (Leaf) node; leaf != null; leaf = leaf.next) {
            if (test.test((V) leaf.value)) {
                return true;
            }
        }
        return false;
    }

    private static int hash(Object key) {
        int hash = key.hashCode();
        return hash ^ (hash >>> 16);
    }

    private static int part(Object key, int hash, int shift) {
        return (shift < END ? hash >>> shift : hashOfText(key) >>> (shift - END)) & MASK;
    }

    private static int bit(Object key, int hash, int shift) {
        return 1 << part(key, hash, shift);
    }

    /** INVARIANT: equal keys have equal texts. */
    private static int hashOfText(Object key) {
        return TextHash.of(key.toString());
    }

    private static Node node(Leaf[] leaves, int shift) {
        if (allAlike(leaves)) {
            return chain(leaves);
        }
        int[] sizes = new int[1 << BITS];
        int present = 0;
        for (Leaf leaf : leaves) {
            int part = part(leaf.key, leaf.hash, shift);
            sizes[part]++;
            present |= 1 << part;
        }
        Leaf[][] parts = new Leaf[Integer.bitCount(present)][];
        for (Leaf leaf : leaves) {
            int part = part(leaf.key, leaf.hash, shift);
            int index = Branch.index(present, 1 << part);
            int free = --sizes[part];
            if (parts[index] == null) {
                parts[index] = new Leaf[free + 1];
            }
            parts[index][free] = leaf;
        }
        Node[] children = new Node[parts.length];
        for (int i = 0; i < children.length; i++) {
            children[i] = node(parts[i], shift + BITS);
        }
        return new Branch(present, children);
    }

    private static boolean allAlike(Leaf... leaves) {
        for (Leaf leaf : leaves) {
            if (!leaf.isLike(leaves[0])) {
                return false;
            }
        }
        return true;
    }

    /** Leaves with the same hashes. */
    private static Leaf chain(Leaf... leaves) {
        Leaf chain = leaves[0];
        for (int i = 1; i < leaves.length; i++) {
            chain = new Leaf(chain.hash, leaves[i].key, leaves[i].value, chain);
        }
        return chain;
    }

    private static Node put(@Nullable Node node, Leaf added, int shift) {
        if (node == null) {
            return added;
        }
        if (node instanceof Branch branch) {
            int bit = bit(added.key, added.hash, shift);
            return branch.with(bit, put(branch.child(bit), added, shift + BITS));
        }
        Leaf leaf = (Leaf) node;
        if (leaf.isLike(added)) {
            return new Leaf(added.hash, added.key, added.value, chainWithout(leaf, added.key));
        }
        Node apart = new Branch(bit(leaf.key, leaf.hash, shift), leaf);
        return put(apart, added, shift);
    }

    private static @Nullable Node remove(@Nullable Node node, int hash, Object key, int shift) {
        if (node instanceof Branch branch) {
            int bit = bit(key, hash, shift);
            Node child = branch.child(bit);
            Node left = remove(child, hash, key, shift + BITS);
            return left == child ? branch : branch.replaced(bit, left);
        }
        Leaf leaf = (Leaf) node;
        return leaf == null || leaf.hash != hash ? leaf : chainWithout(leaf, key);
    }

    /** The chain of keys with the same hashes, without this one; the same chain if it is not there. */
    private static @Nullable Leaf chainWithout(Leaf chain, Object key) {
        Leaf found = chain;
        while (found != null && !found.key.equals(key)) {
            found = found.next;
        }
        if (found == null) {
            return chain;
        }
        Leaf rest = found.next;
        for (Leaf leaf = chain; leaf != null && leaf != found; leaf = leaf.next) {
            rest = new Leaf(leaf.hash, leaf.key, leaf.value, rest);
        }
        return rest;
    }

    private abstract static sealed class Node {}

    private static final class Leaf extends Node {
        private final int hash;
        private final Object key;
        private final Object value;
        private final @Nullable Leaf next;

        Leaf(int hash, Object key, Object value, @Nullable Leaf next) {
            this.hash = hash;
            this.key = key;
            this.value = value;
            this.next = next;
        }

        /** Whether no branch tells them apart. */
        boolean isLike(Leaf other) {
            return hash == other.hash && (key.equals(other.key) || hashOfText(key) == hashOfText(other.key));
        }
    }

    private static final class Branch extends Node {
        private final int present;
        private final Node[] children;

        Branch(int present, Node... children) {
            this.present = present;
            this.children = children;
        }

        @Nullable
        Node child(int bit) {
            return (present & bit) == 0 ? null : children[index(bit)];
        }

        Branch with(int bit, Node child) {
            int index = index(bit);
            if ((present & bit) != 0) {
                Node[] copy = children.clone();
                copy[index] = child;
                return new Branch(present, copy);
            }
            Node[] copy = Arrays.copyOf(children, children.length + 1);
            System.arraycopy(children, index, copy, index + 1, children.length - index);
            copy[index] = child;
            return new Branch(present | bit, copy);
        }

        /** With another child in the place of one that exists, or with none. A lone leaf moves up. */
        @Nullable
        Node replaced(int bit, @Nullable Node child) {
            if (child != null) {
                return children.length == 1 && child instanceof Leaf ? child : with(bit, child);
            }
            if (children.length == 1) {
                return null;
            }
            int index = index(bit);
            Node[] copy = Arrays.copyOf(children, children.length - 1);
            System.arraycopy(children, index + 1, copy, index, copy.length - index);
            Node first = Objects.requireNonNull(copy[0]);
            return copy.length == 1 && first instanceof Leaf ? first : new Branch(present & ~bit, copy);
        }

        private int index(int bit) {
            return index(present, bit);
        }

        /** Where the child of this bit stands among those that exist. */
        static int index(int present, int bit) {
            return Integer.bitCount(present & (bit - 1));
        }
    }
}
