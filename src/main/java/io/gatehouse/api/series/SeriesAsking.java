package io.gatehouse.api.series;

import io.gatehouse.api.AskedSubject;
import io.gatehouse.api.Asking;
import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionEngine;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Resource;
import io.gatehouse.decision.SeriesPredicate;
import io.gatehouse.decision.Subject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who wants to do what in which bucket, with all that it takes to decide on its series. */
record SeriesAsking(
        PolicySnapshot snapshot, Subject subject, Action action, String bucket, Context context, Instant now) {

    /** @param subject null: the caller itself */
    static SeriesAsking of(
            Asking asking, @Nullable AskedSubject subject, Action action, String bucket, Context context) {
        Subject who = subject == null ? asking.itself() : asking.subject(subject);
        return new SeriesAsking(asking.snapshot(), who, action, bucket, asking.context(context), asking.now());
    }

    /** Decides on one series, or on all that fit where tags are null. */
    Decision decide(String measurement, @Nullable Map<String, String> tags) {
        Resource series = Resource.series(bucket, measurement, tags);
        return DecisionEngine.decide(snapshot, subject, action, series, context, now);
    }

    /** On which series of the bucket, or of one of its measurements, the action is allowed. */
    SeriesPredicate predicate(@Nullable String measurement) {
        Resource open = Resource.series(bucket, measurement, null);
        return SeriesPredicate.of(snapshot, subject, action, open, context, now);
    }
}
