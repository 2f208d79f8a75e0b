package io.gatehouse.api.series;

import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Subject;
import java.time.Instant;

/** What {@code /v1/series/check} does between the request that is read and the response that is written. */
public final class SeriesCheck {
    private final SeriesAsking asking;

    public SeriesCheck(PolicySnapshot snapshot, Subject subject, String bucket, Instant now) {
        asking = new SeriesAsking(snapshot, subject, Action.WRITE, bucket, Context.EMPTY, now);
    }

    /** The answer, with the points that are denied. */
    public Object check(byte[] body) {
        CheckedPoints points = new CheckedPoints(asking, new WriteBody(body, false));
        CheckResponse response = points.more();
        while (response == null) {
            response = points.more();
        }
        return response;
    }

    /** How many points the answer is about, and how many of them are denied. */
    public static int[] counts(Object answer) {
        CheckResponse response = (CheckResponse) answer;
        return new int[] {response.points(), response.deniedTotal()};
    }
}
