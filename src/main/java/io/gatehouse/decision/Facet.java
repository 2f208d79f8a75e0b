package io.gatehouse.decision;

/**
 * One demand of a matcher: on the name, on one tag, on the measurement, or on one attribute.
 *
 * @param key of which tag or attribute; of a name or a measurement there is but one
 */
record Facet(Kind kind, String key, Match match) implements Comparable<Facet> {
    /** What is demanded, in the order of {@link Matcher#demand}: what differs most from rule to rule of one name comes first. */
    enum Kind {
        NAME(0),
        TAG(1),
        MEASUREMENT(2),
        VALUE(3);

        private final int index;

        Kind(int index) {
            this.index = index;
        }

        /** Its place where there is something for each. */
        int index() {
            return index;
        }
    }

    static Facet name(Match match) {
        return new Facet(Kind.NAME, "", match);
    }

    static Facet tag(TagMatch tag) {
        return new Facet(Kind.TAG, tag.key(), tag.value());
    }

    static Facet measurement(Match match) {
        return new Facet(Kind.MEASUREMENT, "", match);
    }

    static Facet value(Attribute attribute, Match match) {
        return new Facet(Kind.VALUE, attribute.toString(), match);
    }

    /** See {@link TextHash}. */
    long hash() {
        String text = match.value();
        long state = TextHash.along(TextHash.seed(kind, key), text, 0, text.length());
        return TextHash.of(state, match.kind());
    }

    @Override
    public int compareTo(Facet other) {
        int order = kind.compareTo(other.kind);
        if (order == 0) {
            order = key.compareTo(other.key);
        }
        return order != 0 ? order : match.compareTo(other.match);
    }
}
