package io.gatehouse.api.series;

import io.gatehouse.api.AskedSubject;
import io.gatehouse.api.Asking;
import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Resource;
import io.gatehouse.decision.SeriesDecisions;
import io.gatehouse.decision.SeriesPredicate;
import io.gatehouse.decision.Subject;
import java.time.Instant;
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

    /** Decides on series of the bucket, one after the other. */
    SeriesDecisions decisions() {
        return SeriesDecisions.of(snapshot, subject, action, bucket, context, now);
    }

    /** On which series of the bucket, or of one of its measurements, the action is allowed. */
    SeriesPredicate predicate(@Nullable String measurement) {
        Resource open = Resource.series(bucket, measurement, null);
        return SeriesPredicate.of(snapshot, subject, action, open, context, now);
    }
}
