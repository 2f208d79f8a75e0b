package io.gatehouse.api.series;

import io.gatehouse.api.LongQuestions;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.SeriesDecisions;
import io.gatehouse.platform.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The points of a body, as far as they are decided on; those of one series, once. Used by one thread at a time. */
final class CheckedPoints {
    private static final int MOST_LISTED = 100;
    private static final int IN_A_BIT = 1000;

    private final int length;
    private final LineProtocolReader reader;
    private final SeriesKeys keys;
    private final SeriesKeyParser parser;
    private final SeriesDecisions series;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<CheckResponse.Denied> listed = new ArrayList<>();
    private int points;
    private int denied;

    CheckedPoints(SeriesAsking asking, byte[] body) {
        length = body.length;
        reader = new LineProtocolReader(body);
        keys = new SeriesKeys(body);
        parser = new SeriesKeyParser(body, reader);
        series = asking.decisions();
    }

    /** As {@link #more}, but does nothing with a large body. */
    @Nullable
    CheckResponse moreIfShort() {
        return length < LongQuestions.LARGE ? more() : null;
    }

    /**
     * Decides on the next points; the answer once there are no more, else null.
     *
     * @throws Failure INVALID if there is no point at all, or a line that cannot be read
     */
    @Nullable
    CheckResponse more() {
        for (int i = 0; i < IN_A_BIT; i++) {
            if (!reader.next()) {
                return answer();
            }
            points++;
            Decision decision = decision();
            if (!decision.allowed()) {
                deny(decision);
            }
        }
        return null;
    }

    private Decision decision() {
        int number = keys.number(reader.keyStart(), reader.keyEnd());
        if (number == decisions.size()) {
            SeriesKey key = parser.parse();
            decisions.add(
                    reader.plain()
                            ? series.decideWellFormed(key.measurement(), key.tags())
                            : series.decide(key.measurement(), key.tags()));
        }
        return decisions.get(number);
    }

    private void deny(Decision decision) {
        denied++;
        if (listed.size() < MOST_LISTED) {
            listed.add(CheckResponse.Denied.of(reader.line(), decision));
        }
    }

    private CheckResponse answer() {
        if (points == 0) {
            throw Failure.invalid("the body holds no point");
        }
        return new CheckResponse(denied == 0, points, denied, List.copyOf(listed));
    }
}
