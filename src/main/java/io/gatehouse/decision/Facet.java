package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One demand of a matcher: on the name, on one tag, on the measurement, or on one attribute.
 *
 * <p>Two matchers that demand the same have the same path of facets, whatever order they were written in.
 */
sealed interface Facet extends Comparable<Facet> {
    /** What is demanded, in the order of a path: what differs most from rule to rule of one name comes first. */
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

    /** Within a path, tags that few values meet come first, since rules are told apart by the first ones. */
    Comparator<Facet> IN_A_PATH = (one, other) -> {
        int order = one.kind().compareTo(other.kind());
        if (order == 0) {
            order = one.match().kind().compareTo(other.match().kind());
        }
        return order != 0 ? order : one.compareTo(other);
    };

    Kind kind();

    /** Of which tag or attribute; of a name or a measurement there is but one. */
    String key();

    Match match();

    /** Whether it is met by what is asked about, whatever that leaves open. */
    boolean matches(Question question);

    /** Whether it is met by one of the series asked about. */
    boolean possible(Question question);

    /** See {@link TextHash}. */
    default long hash() {
        String text = match().value();
        long state = TextHash.along(TextHash.seed(kind(), key()), text, 0, text.length());
        return TextHash.of(state, match().kind());
    }

    @Override
    default int compareTo(Facet other) {
        int order = kind().compareTo(other.kind());
        if (order == 0) {
            order = key().compareTo(other.key());
        }
        return order != 0 ? order : match().compareTo(other.match());
    }

    /** A demand on the name. */
    record Name(Match match) implements Facet {
        @Override
        public Kind kind() {
            return Kind.NAME;
        }

        @Override
        public String key() {
            return "";
        }

        @Override
        public boolean matches(Question question) {
            String name = question.name();
            return name != null && met(match, name, question.wholeName());
        }

        @Override
        public boolean possible(Question question) {
            return matches(question);
        }
    }

    /** A demand on the value of a tag. */
    record Tag(String key, Match match) implements Facet {
        @Override
        public Kind kind() {
            return Kind.TAG;
        }

        @Override
        public boolean matches(Question question) {
            Series series = question.series();
            String value = series.tags().get(key);
            return value != null && met(match, value, series.wholeTag(key));
        }

        @Override
        public boolean possible(Question question) {
            Series series = question.series();
            String value = series.tags().get(key);
            return series.openTags() || (value != null && match.matches(value));
        }
    }

    /** A demand on the measurement. */
    record Measurement(Match match) implements Facet {
        @Override
        public Kind kind() {
            return Kind.MEASUREMENT;
        }

        @Override
        public String key() {
            return "";
        }

        @Override
        public boolean matches(Question question) {
            Series series = question.series();
            String measurement = series.measurement();
            return measurement != null && met(match, measurement, series.wholeMeasurement());
        }

        @Override
        public boolean possible(Question question) {
            String measurement = question.series().measurement();
            return measurement == null || match.matches(measurement);
        }
    }

    /** A demand on the value of an attribute. */
    record Value(Attribute attribute, Match match) implements Facet {
        @Override
        public Kind kind() {
            return Kind.VALUE;
        }

        @Override
        public String key() {
            return attribute.toString();
        }

        @Override
        public boolean matches(Question question) {
            String value = question.value(attribute);
            return value != null && match.matches(value);
        }

        @Override
        public boolean possible(Question question) {
            return matches(question);
        }
    }

    /** All that a matcher demands, but what {@link Rule} checks; in order. */
    static List<Facet> of(Matcher matcher) {
        List<Facet> facets = new ArrayList<>(2 + matcher.tags().size());
        if (matcher.name() != null) {
            facets.add(new Name(matcher.name()));
        }
        for (TagMatch tag : matcher.tags()) {
            addNew(facets, new Tag(tag.key(), tag.value()));
        }
        if (matcher.measurement() != null) {
            facets.add(new Measurement(matcher.measurement()));
        }
        for (Condition condition : matcher.conditions()) {
            if (condition.test() instanceof Condition.Text text) {
                addNew(facets, new Value(condition.attribute(), text.match()));
            }
        }
        facets.sort(IN_A_PATH);
        return facets;
    }

    private static void addNew(List<Facet> facets, Facet facet) {
        if (!facets.contains(facet)) {
            facets.add(facet);
        }
    }

    /** Whether the text meets the demand; if it is only a beginning, exact values do not match it. */
    private static boolean met(Match match, String text, boolean whole) {
        return (whole || match.kind() == Match.Kind.PREFIX) && match.matches(text);
    }
}
