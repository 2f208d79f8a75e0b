package io.gatehouse.api.series;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The different series of one body, numbered as they first come up: a repeated one costs one look-up.
 *
 * <p>A hash table with open addressing over the bytes where they stand. Its hash is seeded, so that nobody can write a
 * body in which all series collide. Of many series only the first are known again: with all of them it would take five
 * times as much as the body.
 */
final class SeriesKeys {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int FIRST_SIZE = 256;

    /** How many are known. */
    static final int MOST = 65_536;

    /** The number of one that is not known, and will not be. */
    static final int NONE = -1;

    private final byte[] body;
    private final long seed = ThreadLocalRandom.current().nextLong() | 1;
    private int[] slots = new int[FIRST_SIZE];
    private int[] starts = new int[FIRST_SIZE / 2];
    private int[] ends = new int[FIRST_SIZE / 2];
    private long[] hashes = new long[FIRST_SIZE / 2];
    private int size;

    SeriesKeys(byte[] body) {
        this.body = body;
    }

    /** The number of the series that stands there, the next one if it is new; {@link #NONE} if there are too many. */
    int number(int start, int end) {
        long hash = hash(start, end);
        int slot = slot(hash);
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash && Arrays.equals(body, starts[number], ends[number], body, start, end)) {
                return number;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return add(slot, hash, start, end);
    }

    private int add(int slot, long hash, int start, int end) {
        if (size == MOST) {
            return NONE;
        }
        if (size == starts.length) {
            grow();
            return number(start, end);
        }
        starts[size] = start;
        ends[size] = end;
        hashes[size] = hash;
        size++;
        slots[slot] = size;
        return size - 1;
    }

    private void grow() {
        starts = Arrays.copyOf(starts, size * 2);
        ends = Arrays.copyOf(ends, size * 2);
        hashes = Arrays.copyOf(hashes, size * 2);
        slots = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            int slot = slot(hashes[number]);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number + 1;
        }
    }

    private int slot(long hash) {
        return (int) (hash >>> 32) & (slots.length - 1);
    }

    private long hash(int start, int end) {
        long hash = seed ^ (end - start);
        int i = start;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(body, i));
        }
        for (; i < end; i++) {
            hash = mix(hash ^ body[i]);
        }
        return hash;
    }

    /** The two halves of a whole product, folded: every bit of the input reaches every bit of the hash. */
    private static long mix(long value) {
        return Math.multiplyHigh(value, SPREAD) ^ (value * SPREAD);
    }
}
