package io.gatehouse.decision;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a subject may do an action to each of many series of one bucket: what {@link DecisionEngine#decide} would
 * say, but what does not depend on the series is decided once.
 */
public final class SeriesDecisions {
    /** The bucket with all its series; null if the decision does not depend on what is asked of it. */
    private final @Nullable Question bucket;

    /** The decision without the rules; null if it depends on them. */
    private final @Nullable Decision settled;

    private final RuleIndex.@Nullable Named rules;

    private SeriesDecisions(@Nullable Question bucket, @Nullable Decision settled) {
        this.bucket = bucket;
        this.settled = settled;
        this.rules = bucket == null ? null : bucket.facts().snapshot().index().named(bucket);
    }

    public static SeriesDecisions of(
            PolicySnapshot snapshot, Subject subject, Action action, String bucket, Context context, Instant now) {
        Admission admission = Admission.of(snapshot, subject, now);
        if (admission instanceof Admission.Refused refused) {
            return new SeriesDecisions(null, refused.decision());
        }
        Resource resource = Resource.bucket(bucket);
        if (DecisionEngine.malformed(action, resource)) {
            return new SeriesDecisions(null, Decision.MALFORMED);
        }
        Question question = Question.of(snapshot, (Asker) admission, action, resource, context);
        return new SeriesDecisions(question, DecisionEngine.decideWithoutRules(question));
    }

    /**
     * Decides on one series, or on all that fit together.
     *
     * @param measurement null: any
     * @param tags null: any; they must not change meanwhile
     */
    public Decision decide(@Nullable String measurement, @Nullable Map<String, String> tags) {
        boolean malformed = bucket != null && DecisionEngine.malformed(measurement, tags);
        return malformed ? Decision.MALFORMED : decideWellFormed(measurement, tags);
    }

    /** The same for texts that have been read already: no name is empty, and no text has a line feed or a NUL. */
    public Decision decideWellFormed(@Nullable String measurement, @Nullable Map<String, String> tags) {
        if (settled != null) {
            return settled;
        }
        Question series = Objects.requireNonNull(bucket).about(measurement, tags);
        return series.open()
                ? DecisionEngine.decideByRules(series)
                : DecisionEngine.decide(Objects.requireNonNull(rules).search(series));
    }
}
