package io.gatehouse.platform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queue for each of many; the first in it go on, the others wait. For any number of threads. */
public final class Queues<T> {
    private final int atOnce;
    private final int mostWaiting;
    private final Map<Record, Deque<T>> all = new HashMap<>();

    /** What becomes of who joins. */
    public enum Place {
        GOES_ON,
        WAITS,
        /** Too many wait already: it is not in the queue. */
        NONE
    }

    /**
     * @param atOnce how many of one queue go on at the same time
     * @param mostWaiting how many of it may wait
     */
    public Queues(int atOnce, int mostWaiting) {
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
    }

    public synchronized Place join(Record whose, T one) {
        Deque<T> queue = all.computeIfAbsent(whose, key -> new ArrayDeque<>());
        int before = queue.size();
        if (before >= atOnce + mostWaiting) {
            return Place.NONE;
        }
        queue.add(one);
        return before < atOnce ? Place.GOES_ON : Place.WAITS;
    }

    /** The one that goes on in its place, if there is one. */
    public synchronized @Nullable T leave(Record whose, T one) {
        Deque<T> queue = all.get(whose);
        if (queue == null) {
            return null;
        }
        boolean wentOn = remove(queue, one) < atOnce;
        if (queue.isEmpty()) {
            all.remove(whose);
        }
        return wentOn && queue.size() >= atOnce
                ? queue.stream().skip(atOnce - 1L).findFirst().orElse(null)
                : null;
    }

    /** How many queues are not empty. */
    synchronized int size() {
        return all.size();
    }

    /** Where it stood; beyond all places if it was not in the queue. */
    private static <T> int remove(Deque<T> queue, T one) {
        int at = 0;
        for (Iterator<T> each = queue.iterator(); each.hasNext(); at++) {
            if (each.next().equals(one)) {
                each.remove();
                return at;
            }
        }
        return Integer.MAX_VALUE;
    }
}
