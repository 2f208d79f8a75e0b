package io.gatehouse.decision;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the series that a search is for. Of one point everything is known; of open series some texts are
 * not, or only how they begin.
 *
 * @param measurement null if it may be any
 * @param wholeMeasurement false if the measurement is only a beginning
 * @param tags what is known of them
 * @param partialTags the keys of those tags of which only the beginning is known
 * @param openTags whether there may be tags that are not known
 */
record Series(
        @Nullable String measurement,
        boolean wholeMeasurement,
        Map<String, String> tags,
        Set<String> partialTags,
        boolean openTags) {

    /** Of resources that have no series: nothing that demands a measurement or a tag matches them. */
    static final Series NONE = new Series(null, true, Map.of(), Set.of(), false);

    static Series of(@Nullable String measurement, @Nullable Map<String, String> tags) {
        return new Series(measurement, true, tags == null ? Map.of() : tags, Set.of(), tags == null);
    }

    boolean wholeTag(String key) {
        return partialTags.isEmpty() || !partialTags.contains(key);
    }

    /** Those of these series that the matcher matches; what is already known, it is known to match. */
    Series narrowedTo(Matcher matcher) {
        Match known = measurement == null ? matcher.measurement() : null;
        String text = known == null ? measurement : known.value();
        boolean whole = known == null ? wholeMeasurement : known.kind() == Match.Kind.EXACT;
        if (!openTags) {
            return new Series(text, whole, tags, partialTags, false);
        }
        Map<String, String> texts = new HashMap<>();
        Set<String> partial = new HashSet<>();
        matcher.tightest().forEach((key, match) -> {
            texts.put(key, match.value());
            if (match.kind() == Match.Kind.PREFIX) {
                partial.add(key);
            }
        });
        return new Series(text, whole, texts, partial, true);
    }
}
