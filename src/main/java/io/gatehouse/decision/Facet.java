package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One demand of a matcher that the index branches on: on the measurement, on one tag, or on one attribute.
 *
 * <p>Two matchers that demand the same have the same path of facets, whatever order they were written in.
 */
sealed interface Facet {
    Match match();

    /** A demand on the measurement. */
    record Measurement(Match match) implements Facet {}

    /** A demand on the value of a tag. */
    record Tag(String key, Match match) implements Facet {}

    /** A demand on the value of an attribute. */
    record Value(Attribute key, Match match) implements Facet {}

    static List<Facet> path(Matcher matcher) {
        List<Facet> path = new ArrayList<>();
        if (matcher.measurement() != null) {
            path.add(new Measurement(matcher.measurement()));
        }
        matcher.tags().stream()
                .map(tag -> new Tag(tag.key(), tag.value()))
                .distinct()
                .sorted((one, other) -> order(one.key, one.match, other.key, other.match))
                .forEach(path::add);
        values(matcher)
                .distinct()
                .sorted((one, other) -> order(one.key, one.match, other.key, other.match))
                .forEach(path::add);
        return path;
    }

    private static Stream<Value> values(Matcher matcher) {
        return matcher.conditions().stream()
                .filter(condition -> condition.test() instanceof Condition.Text)
                .map(condition -> new Value(condition.attribute(), ((Condition.Text) condition.test()).match()));
    }

    private static <K extends Comparable<K>> int order(K oneKey, Match one, K otherKey, Match other) {
        int order = oneKey.compareTo(otherKey);
        return order != 0 ? order : one.compareTo(other);
    }
}
