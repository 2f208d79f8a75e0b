package io.gatehouse.api.series;

import io.gatehouse.decision.Match;
import io.gatehouse.decision.SeriesCondition;
import io.gatehouse.decision.SeriesPredicate;
import io.gatehouse.platform.Failure;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which series are allowed.
 *
 * @param mode {@code all}, {@code none} or {@code condition}
 * @param influxql the condition for a {@code WHERE}, if the request names the measurement and InfluxQL can say it
 */
record PredicateResponse(
        String mode, @Nullable Tree condition, @Nullable String influxql) {

    /** The mode in which no series is allowed. */
    static final String NONE = "none";

    /** A node of the condition: one of its fields is there. */
    record Tree(
            @Nullable List<Tree> and,
            @Nullable List<Tree> or,
            @Nullable Tree not,
            @Nullable Text measurement,
            @Nullable Tag tag) {

        static Tree of(SeriesCondition condition) {
            if (condition instanceof SeriesCondition.And node) {
                return new Tree(trees(node.parts()), null, null, null, null);
            }
            if (condition instanceof SeriesCondition.Or node) {
                return new Tree(null, trees(node.parts()), null, null, null);
            }
            if (condition instanceof SeriesCondition.Not node) {
                return new Tree(null, null, of(node.part()), null, null);
            }
            if (condition instanceof SeriesCondition.OfMeasurement leaf) {
                return new Tree(
                        null,
                        null,
                        null,
                        new Text(word(leaf.match()), leaf.match().value()),
                        null);
            }
            var tag = ((SeriesCondition.OfTag) condition).match();
            return new Tree(
                    null,
                    null,
                    null,
                    null,
                    new Tag(tag.key(), word(tag.value()), tag.value().value()));
        }

        private static List<Tree> trees(List<SeriesCondition> parts) {
            return parts.stream().map(Tree::of).toList();
        }

        private static String word(Match match) {
            return match.kind().name().toLowerCase(Locale.ROOT);
        }
    }

    /** A matcher on a text: {@code exact} or {@code prefix}. */
    record Text(String match, String value) {}

    /** A matcher on the value of a tag. */
    record Tag(String key, String match, String value) {}

    /** @throws Failure UNPROCESSABLE if too many rules meet */
    static PredicateResponse of(SeriesPredicate predicate, boolean measurementNamed) {
        SeriesCondition condition = predicate.condition();
        return switch (predicate.mode()) {
            case ALL -> new PredicateResponse("all", null, null);
            case NONE -> new PredicateResponse(NONE, null, null);
            case CONDITION ->
                new PredicateResponse(
                        "condition",
                        condition == null ? null : Tree.of(condition),
                        condition == null || !measurementNamed ? null : Influxql.write(condition));
            case TOO_LARGE ->
                throw new Failure(
                        Failure.Kind.UNPROCESSABLE,
                        measurementNamed
                                ? "too many rules meet in this measurement for one condition"
                                : "too many rules meet in this bucket for one condition: name a measurement");
        };
    }
}
