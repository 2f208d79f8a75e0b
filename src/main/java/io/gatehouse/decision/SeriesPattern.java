package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule demands of series whose bucket, and perhaps whose measurement, it is known to match.
 *
 * @param tags by key the tightest of its matchers, which says all that the others say
 */
record SeriesPattern(@Nullable Match measurement, Map<String, Match> tags) {

    static SeriesPattern of(Matcher matcher, boolean measurementKnown) {
        return new SeriesPattern(measurementKnown ? null : matcher.measurement(), matcher.tightest());
    }

    /** How many matchers it is made of. */
    int matches() {
        return 1 + tags.size();
    }

    /** How long their texts are together. */
    long characters() {
        long length = measurement == null ? 0 : measurement.value().length();
        for (Map.Entry<String, Match> tag : tags.entrySet()) {
            length += tag.getKey().length() + tag.getValue().value().length();
        }
        return length;
    }

    /** Whether every series that the other one matches is matched by this one, too. */
    boolean covers(SeriesPattern other) {
        if (measurement != null && (other.measurement == null || !measurement.covers(other.measurement))) {
            return false;
        }
        for (Map.Entry<String, Match> tag : tags.entrySet()) {
            Match theirs = other.tags.get(tag.getKey());
            if (theirs == null || !tag.getValue().covers(theirs)) {
                return false;
            }
        }
        return true;
    }

    /** Whether some series is matched by both. */
    boolean overlaps(SeriesPattern other) {
        if (measurement != null && other.measurement != null && !measurement.overlaps(other.measurement)) {
            return false;
        }
        for (Map.Entry<String, Match> tag : tags.entrySet()) {
            Match theirs = other.tags.get(tag.getKey());
            if (theirs != null && !tag.getValue().overlaps(theirs)) {
                return false;
            }
        }
        return true;
    }

    SeriesCondition condition() {
        List<SeriesCondition> parts = new ArrayList<>();
        if (measurement != null) {
            parts.add(new SeriesCondition.OfMeasurement(measurement));
        }
        tags.forEach((key, value) -> parts.add(new SeriesCondition.OfTag(new TagMatch(key, value))));
        return parts.size() == 1 ? parts.get(0) : new SeriesCondition.And(parts);
    }
}
