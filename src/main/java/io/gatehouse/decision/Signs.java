package io.gatehouse.decision;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Bloom filter over the texts of a series, and over their beginnings of 4, 8, 12, … characters: whether a matcher may
 * match one of them.
 *
 * <p>It answers from a few words that stay in the processor's caches, where comparing would fetch the text of each rule
 * from memory. One question with four tags sets about 50 of 1,024 bits, and two are looked at, so about one in 400
 * rules with other texts has to be compared in full.
 */
final class Signs {
    /** The sign of what demands no text: every question has it. */
    static final int NONE = -1;

    private static final int WORDS = 16;
    private static final int BITS = WORDS * Long.SIZE;
    private static final int SECOND = Integer.numberOfTrailingZeros(BITS);
    private static final int SPREAD = 0x9E3779B9;

    /** What stands behind this many characters does not count. */
    private static final int LONGEST = 64;

    /** Of a prefix, so many characters count, or twice as many, and so on. */
    private static final int STEP = 4;

    private final long[] words = new long[WORDS];

    private Signs() {
        add(NONE);
    }

    static Signs of(Series series) {
        Signs signs = new Signs();
        signs.add(series.measurement());
        for (Map.Entry<String, String> tag : series.tags().entrySet()) {
            signs.add(tag.getValue());
        }
        return signs;
    }

    /** The sign of the texts that are matched. */
    static int of(Match match) {
        String text = match.value();
        int end = Math.min(text.length(), LONGEST);
        return switch (match.kind()) {
            case EXACT -> whole(hash(text, end), text);
            case PREFIX -> end < STEP ? NONE : spread(hash(text, end - end % STEP));
        };
    }

    /** Whether there is a text with the sign; it may say so wrongly, but never deny it wrongly. */
    boolean mayHave(int sign) {
        return has(sign) && has(sign >>> SECOND);
    }

    private boolean has(int bit) {
        return (words[(bit & (BITS - 1)) / Long.SIZE] & (1L << bit)) != 0;
    }

    private void add(@Nullable String text) {
        if (text == null) {
            return;
        }
        int hash = 0;
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            if (i % STEP == 0) {
                add(spread(hash));
            }
            hash = next(hash, text.charAt(i));
        }
        if (end % STEP == 0) {
            add(spread(hash));
        }
        add(whole(hash, text));
    }

    private void add(int sign) {
        set(sign);
        set(sign >>> SECOND);
    }

    private void set(int bit) {
        words[(bit & (BITS - 1)) / Long.SIZE] |= 1L << bit;
    }

    private static int hash(String text, int end) {
        int hash = 0;
        for (int i = 0; i < end; i++) {
            hash = next(hash, text.charAt(i));
        }
        return hash;
    }

    private static int next(int hash, char c) {
        return 31 * hash + c;
    }

    private static int whole(int hash, String text) {
        return spread(~hash + text.length());
    }

    private static int spread(int hash) {
        int product = hash * SPREAD;
        return product ^ (product >>> 15);
    }
}
