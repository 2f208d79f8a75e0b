package io.gatehouse.decision;

import java.util.HexFormat;

/**
 * The text form that all ids share: a non-zero 64-bit value, printed as exactly 16 lower-case hex digits.
 *
 * <p>Source: InfluxDB v2, {@code kit/platform/id.go}, down to the texts of its errors.
 */
public final class Id {
    private static final int LENGTH = 16;

    private Id() {}

    /**
     * Reads an id; upper-case digits are accepted.
     *
     * @throws IllegalArgumentException with InfluxDB's text, if the text is no id
     */
    public static long parse(String text) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("id must have a length of 16 bytes");
        }
        if (!text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("invalid ID");
        }
        return requireValid(HexFormat.fromHexDigitsToLong(text));
    }

    /** The id that the text is, or 0 if it is none. */
    static long find(String text) {
        if (text.length() != LENGTH) {
            return 0;
        }
        for (int i = 0; i < LENGTH; i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return 0;
            }
        }
        return HexFormat.fromHexDigitsToLong(text);
    }

    public static String print(long value) {
        return HexFormat.of().toHexDigits(value);
    }

    static long requireValid(long value) {
        if (value == 0) {
            throw new IllegalArgumentException("invalid ID");
        }
        return value;
    }
}
