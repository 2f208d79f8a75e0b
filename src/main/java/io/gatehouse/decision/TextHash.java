package io.gatehouse.decision;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The 64-bit hash of a demand, made along its text so that all beginnings of one text are hashed in one go.
 *
 * <p>A polynomial over the characters with a factor drawn when the program starts (a native one: when it is built), so
 * that nobody can easily write many rules with the same hash. Two characters a step: each step waits for the one before.
 */
final class TextHash {
    private static final long FACTOR = ThreadLocalRandom.current().nextLong() | 5;
    private static final long SQUARE = FACTOR * FACTOR;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final long PREFIX = 0x632BE59BD9B4E019L;

    private TextHash() {}

    /** What the hash of a text under this key starts from. */
    static long seed(Facet.Kind kind, String key) {
        return spread(along(kind.index() + 1, key, 0, key.length()));
    }

    /** That of a whole text, whatever it is the text of. */
    static int of(String text) {
        return (int) (spread(along(0, text, 0, text.length())) >>> 32);
    }

    /** The state after more characters of the text. */
    static long along(long state, String text, int from, int end) {
        long result = state;
        int at = from;
        for (; at + 1 < end; at += 2) {
            result = result * SQUARE + (text.charAt(at) * FACTOR + text.charAt(at + 1));
        }
        return at < end ? result * FACTOR + text.charAt(at) : result;
    }

    /** The hash of the demand whose text ends in this state. */
    static long of(long state, Match.Kind kind) {
        return switch (kind) {
            case EXACT -> spread(state);
            case PREFIX -> spread(state ^ PREFIX);
        };
    }

    private static long spread(long value) {
        long product = value * SPREAD;
        return (product ^ (product >>> 32)) * SPREAD;
    }
}
