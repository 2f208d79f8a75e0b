package io.gatehouse.decision;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a subject may do an action to each of many series of one bucket: what {@link DecisionEngine#decide} would
 * say, but what does not depend on the series is decided once. Used by one thread at a time.
 */
public final class SeriesDecisions {
    /** The bucket with all its series; null if the decision does not depend on what is asked of it. */
    private final @Nullable Question bucket;

    /** The decision without the rules; null if it depends on them. */
    private final @Nullable Decision settled;

    /** Those that may match in the bucket; null until they are asked for. */
    private RuleIndex.@Nullable Named rules;

    private SeriesDecisions(@Nullable Question bucket, @Nullable Decision settled) {
        this.bucket = bucket;
        this.settled = settled;
    }

    public static SeriesDecisions of(
            PolicySnapshot snapshot, Subject subject, Action action, String bucket, Context context, Instant now) {
        Steps steps = Steps.unlimited();
        Admission admission = Admission.of(steps, snapshot, subject, now);
        if (admission instanceof Admission.Refused refused) {
            return new SeriesDecisions(null, refused.decision());
        }
        Resource resource = Resource.bucket(bucket);
        if (DecisionEngine.malformed(steps, action, resource)) {
            return new SeriesDecisions(null, Decision.MALFORMED);
        }
        Question question = Question.of(snapshot, (Asker) admission, action, resource, context);
        return new SeriesDecisions(question, DecisionEngine.decideWithoutRules(question));
    }

    /**
     * Decides on one series, or on all that fit together; null if these steps are used up before the answer is found.
     *
     * @param measurement null: any
     * @param tags null: any; they must not change meanwhile
     */
    public @Nullable Decision decideWithin(
            Steps steps, @Nullable String measurement, @Nullable Map<String, String> tags) {
        try {
            return malformed(steps, measurement, tags) ? Decision.MALFORMED : decide(steps, measurement, tags);
        } catch (Steps.UsedUp usedUp) {
            return null;
        }
    }

    /** The same for texts that have been read already: no name is empty, and no text has a line feed or a NUL. */
    public @Nullable Decision decideWellFormedWithin(
            Steps steps, @Nullable String measurement, @Nullable Map<String, String> tags) {
        try {
            return decide(steps, measurement, tags);
        } catch (Steps.UsedUp usedUp) {
            return null;
        }
    }

    private boolean malformed(Steps steps, @Nullable String measurement, @Nullable Map<String, String> tags) {
        return bucket != null && DecisionEngine.malformed(steps, measurement, tags);
    }

    private Decision decide(Steps steps, @Nullable String measurement, @Nullable Map<String, String> tags) {
        if (settled != null) {
            return settled;
        }
        Question series = Objects.requireNonNull(bucket).about(measurement, tags, steps);
        return series.open()
                ? DecisionEngine.decideByRules(series)
                : DecisionEngine.decide(rules(bucket, steps).search(series));
    }

    private RuleIndex.Named rules(Question all, Steps steps) {
        RuleIndex.Named found = rules;
        if (found == null) {
            found = all.facts().snapshot().index().named(all.about(null, null, steps));
            rules = found;
        }
        return found;
    }
}
