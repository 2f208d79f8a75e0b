package io.gatehouse.decision;

/**
 * How a rule matches one text: all of it, or its beginning. Case counts, and no character is a wildcard.
 *
 * @param value never empty: an empty prefix would match everything without saying so
 */
public record Match(Kind kind, String value) implements Comparable<Match> {
    /** The two ways to match. */
    public enum Kind {
        EXACT,
        PREFIX
    }

    public Match {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a matcher needs a value");
        }
    }

    public static Match exact(String value) {
        return new Match(Kind.EXACT, value);
    }

    public static Match prefix(String value) {
        return new Match(Kind.PREFIX, value);
    }

    public boolean matches(String text) {
        return switch (kind) {
            case EXACT -> text.equals(value);
            case PREFIX -> text.startsWith(value);
        };
    }

    /** Whether every text that the other one matches is matched by this one, too. */
    boolean covers(Match other) {
        return kind == Kind.EXACT ? equals(other) : other.value.startsWith(value);
    }

    /** Whether some text is matched by both. */
    boolean overlaps(Match other) {
        return covers(other) || other.covers(this);
    }

    /** See {@link TextHash}: rules are told apart by it while they are loaded, and tenants choose their texts. */
    @Override
    public int hashCode() {
        return 31 * TextHash.of(value) + kind.hashCode();
    }

    @Override
    public int compareTo(Match other) {
        int order = value.compareTo(other.value);
        return order != 0 ? order : kind.compareTo(other.kind);
    }
}
