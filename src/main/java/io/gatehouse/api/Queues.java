package io.gatehouse.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queue for each of many; the first in it goes on, the others wait. For any number of threads. */
final class Queues<T> {
    private final int mostWaiting;
    private final Map<Record, Deque<T>> all = new HashMap<>();

    Queues(int mostWaiting) {
        this.mostWaiting = mostWaiting;
    }

    /** How many are before it; if these are more than may wait, it is not in the queue. */
    synchronized int join(Record whose, T one) {
        Deque<T> queue = all.computeIfAbsent(whose, key -> new ArrayDeque<>());
        int before = queue.size();
        if (before <= mostWaiting) {
            queue.add(one);
        }
        return before;
    }

    /** The one that goes on now, if that changes. */
    synchronized @Nullable T leave(Record whose, T one) {
        Deque<T> queue = all.get(whose);
        if (queue == null) {
            return null;
        }
        boolean first = one.equals(queue.peek());
        queue.remove(one);
        if (queue.isEmpty()) {
            all.remove(whose);
        }
        return first ? queue.peek() : null;
    }

    /** Of how many there is one. */
    synchronized int size() {
        return all.size();
    }
}
