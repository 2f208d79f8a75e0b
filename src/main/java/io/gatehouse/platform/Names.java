package io.gatehouse.platform;

/** The bounds of text that callers choose: what a name may be, and how long a description. */
public final class Names {
    private static final int MAX_NAME = 255;
    private static final int MAX_TEXT = 4096;

    private Names() {}

    /**
     * Accepts a name that can be printed, quoted and stored anywhere; says which field is wrong otherwise.
     *
     * @throws Failure INVALID
     */
    public static String requireName(String field, String name) {
        if (name.isBlank()) {
            throw Failure.invalid(field + " is empty");
        }
        if (name.length() > MAX_NAME) {
            throw Failure.invalid(field + " is longer than " + MAX_NAME + " characters");
        }
        if (name.codePoints().anyMatch(Names::unprintable)) {
            throw Failure.invalid(field + " must not contain control characters or double quotes");
        }
        return name;
    }

    /** Accepts any text of bounded length without NUL, which PostgreSQL cannot store. */
    public static String requireText(String field, String text) {
        if (text.length() > MAX_TEXT) {
            throw Failure.invalid(field + " is longer than " + MAX_TEXT + " characters");
        }
        if (text.indexOf('\0') >= 0 || text.codePoints().anyMatch(Names::unpaired)) {
            throw Failure.invalid(field + " must not contain NUL or unpaired surrogates");
        }
        return text;
    }

    private static boolean unprintable(int codePoint) {
        return codePoint == '"' || Character.isISOControl(codePoint) || unpaired(codePoint);
    }

    private static boolean unpaired(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
