package io.gatehouse.snapshot;

/**
 * About how many bytes of the heap something takes.
 *
 * @param bytes as if no two rules of it had anything in common
 * @param least what it takes where what they have in common is held once
 */
record Weight(long bytes, long least) {
    static final Weight NONE = of(0);

    /** Of what has nothing in common with anything else. */
    static Weight of(long bytes) {
        return new Weight(bytes, bytes);
    }

    Weight and(Weight other) {
        return new Weight(bytes + other.bytes, least + other.least);
    }

    Weight minus(Weight other) {
        return new Weight(bytes - other.bytes, least - other.least);
    }

    /**
     * After one rule among others changed. It has its words alone from now on, and whether others need what it said before
     * is not known: whatever is too heavy by that is weighed anew where it is loaded anew.
     *
     * @param before in bytes; 0: it was not there
     * @param after in bytes; 0: it is not there any more
     */
    Weight replaced(long before, long after) {
        long all = bytes - before + after;
        return new Weight(all, Math.min(all, least - Math.min(before, Weights.LEAST_RULE) + after));
    }
}
