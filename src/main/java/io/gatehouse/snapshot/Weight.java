package io.gatehouse.snapshot;

/**
 * About how much of the heap something takes.
 *
 * @param rules how many restrictions and grants are among it
 * @param bytes as if no two of them had anything in common
 */
record Weight(int rules, long bytes) {
    static final Weight NONE = new Weight(0, 0);

    Weight and(Weight other) {
        return new Weight(rules + other.rules, bytes + other.bytes);
    }

    /** Bytes that it takes also where ordinary rules say the same words over and over: heavy ones hardly do. */
    long least() {
        return bytes - rules * (Weights.RULE - Weights.LEAST_RULE);
    }
}
