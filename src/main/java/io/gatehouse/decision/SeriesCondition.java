package io.gatehouse.decision;

import java.util.List;
import java.util.Map;

/** What a series must be: a tree over matchers on its measurement and its tags. */
public sealed interface SeriesCondition {

    /** Whether the series is so; a missing tag meets no matcher. */
    boolean holds(String measurement, Map<String, String> tags);

    /** All of these. */
    record And(List<SeriesCondition> parts) implements SeriesCondition {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(String measurement, Map<String, String> tags) {
            return parts.stream().allMatch(part -> part.holds(measurement, tags));
        }
    }

    /** At least one of these. */
    record Or(List<SeriesCondition> parts) implements SeriesCondition {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(String measurement, Map<String, String> tags) {
            return parts.stream().anyMatch(part -> part.holds(measurement, tags));
        }
    }

    /** Everything but this. */
    record Not(SeriesCondition part) implements SeriesCondition {
        @Override
        public boolean holds(String measurement, Map<String, String> tags) {
            return !part.holds(measurement, tags);
        }
    }

    /** A matcher on the measurement. */
    record OfMeasurement(Match match) implements SeriesCondition {
        @Override
        public boolean holds(String measurement, Map<String, String> tags) {
            return match.matches(measurement);
        }
    }

    /** A matcher on the value of a tag. */
    record OfTag(TagMatch match) implements SeriesCondition {
        @Override
        public boolean holds(String measurement, Map<String, String> tags) {
            String value = tags.get(match.key());
            return value != null && match.value().matches(value);
        }
    }
}
