package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One demand of a matcher that the index branches on: on the measurement, on one tag, or on one attribute.
 *
 * <p>Two matchers that demand the same have the same path of facets, whatever order they were written in.
 */
sealed interface Facet extends Comparable<Facet> {
    Match match();

    /** Whether it is met by what is asked about, whatever that leaves open. */
    boolean matches(Question question);

    /** Whether it is met by one of the series asked about. */
    boolean possible(Question question);

    /** A demand on the measurement. */
    record Measurement(Match match) implements Facet {
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

        @Override
        public int compareTo(Facet other) {
            return other instanceof Measurement measurement ? match.compareTo(measurement.match) : -1;
        }
    }

    /** A demand on the value of a tag. */
    record Tag(String key, Match match) implements Facet {
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

        @Override
        public int compareTo(Facet other) {
            if (other instanceof Tag tag) {
                return order(key, match, tag.key, tag.match);
            }
            return other instanceof Measurement ? 1 : -1;
        }
    }

    /** A demand on the value of an attribute. */
    record Value(Attribute key, Match match) implements Facet {
        @Override
        public boolean matches(Question question) {
            String value = question.value(key);
            return value != null && match.matches(value);
        }

        @Override
        public boolean possible(Question question) {
            return matches(question);
        }

        @Override
        public int compareTo(Facet other) {
            return other instanceof Value value ? order(key, match, value.key, value.match) : 1;
        }
    }

    static List<Facet> path(Matcher matcher) {
        List<Facet> path = new ArrayList<>();
        if (matcher.measurement() != null) {
            path.add(new Measurement(matcher.measurement()));
        }
        matcher.tags().stream()
                .map(tag -> new Tag(tag.key(), tag.value()))
                .distinct()
                .sorted()
                .forEach(path::add);
        values(matcher).distinct().sorted().forEach(path::add);
        return path;
    }

    private static Stream<Value> values(Matcher matcher) {
        return matcher.conditions().stream()
                .filter(condition -> condition.test() instanceof Condition.Text)
                .map(condition -> new Value(condition.attribute(), ((Condition.Text) condition.test()).match()));
    }

    /** Whether the text meets the demand; if it is only a beginning, exact values do not match it. */
    private static boolean met(Match match, String text, boolean whole) {
        return (whole || match.kind() == Match.Kind.PREFIX) && match.matches(text);
    }

    private static <K extends Comparable<K>> int order(K oneKey, Match one, K otherKey, Match other) {
        int order = oneKey.compareTo(otherKey);
        return order != 0 ? order : one.compareTo(other);
    }
}
