package io.gatehouse.decision;

/** A matcher on the value of one tag; the key is always matched exactly, and a missing tag never matches. */
public record TagMatch(String key, Match value) {
    public TagMatch {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a tag matcher needs a key");
        }
    }

    /** As that of a {@link Match}. */
    @Override
    public int hashCode() {
        return 31 * TextHash.of(key) + value.hashCode();
    }

    public static TagMatch exact(String key, String value) {
        return new TagMatch(key, Match.exact(value));
    }

    public static TagMatch prefix(String key, String value) {
        return new TagMatch(key, Match.prefix(value));
    }
}
