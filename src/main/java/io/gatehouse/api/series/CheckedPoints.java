package io.gatehouse.api.series;

import io.gatehouse.api.LongQuestions;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.SeriesDecisions;
import io.gatehouse.decision.Steps;
import io.gatehouse.platform.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The points of a body, as far as they are decided on; those of one series, once. Used by one thread at a time. */
final class CheckedPoints {
    private static final int MOST_LISTED = 100;
    private static final int IN_A_BIT = 1000;

    /** Points have few tags; one of thousands counts as many. */
    private static final int PARTS_OF_A_POINT = 32;

    private final WriteBody body;
    private final SeriesDecisions series;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<CheckResponse.Denied> listed = new ArrayList<>();
    private @Nullable Lines lines;

    /** Whether the point that was read last is still to be decided on: it took more than a bit. */
    private boolean pending;

    private int points;
    private int denied;

    CheckedPoints(SeriesAsking asking, WriteBody body) {
        this.body = body;
        this.series = asking.decisions();
    }

    /** What reads the body. */
    private record Lines(LineProtocolReader reader, SeriesKeys keys, SeriesKeyParser parser) {
        static Lines of(byte[] body) {
            LineProtocolReader reader = new LineProtocolReader(body);
            return new Lines(reader, new SeriesKeys(body), new SeriesKeyParser(body, reader));
        }
    }

    /** As {@link #more}, but does nothing with a body that may take long. */
    @Nullable
    CheckResponse moreIfShort() {
        return body.isShort() ? more() : null;
    }

    /**
     * Decides on the next points; the answer once there are no more, else null.
     *
     * @throws Failure INVALID, TOO_LARGE if there is no point at all, or the body or a line cannot be read
     */
    @Nullable
    CheckResponse more() {
        Lines reading = lines;
        if (reading == null) {
            // Not before its turn: what waits is as small as it was sent.
            reading = Lines.of(body.lines());
            lines = reading;
        }
        Steps steps = Steps.of(LongQuestions.LONG);
        for (int done = 0; done < IN_A_BIT; done += 1 + reading.reader.parts() / PARTS_OF_A_POINT) {
            if (!pending && !reading.reader.next()) {
                return answer();
            }
            Decision decision = decision(reading, pending ? Steps.unlimited() : steps);
            pending = decision == null;
            if (decision == null) {
                return null;
            }
            points++;
            if (!decision.allowed()) {
                deny(reading.reader.line(), decision);
            }
        }
        return null;
    }

    /** Null if the steps are used up. */
    private @Nullable Decision decision(Lines at, Steps steps) {
        LineProtocolReader reader = at.reader;
        int number = at.keys.number(reader.keyStart(), reader.keyEnd());
        if (number != SeriesKeys.NONE && number < decisions.size()) {
            return decisions.get(number);
        }
        SeriesKey key = at.parser.parse();
        Decision decision = reader.plain()
                ? series.decideWellFormedWithin(steps, key.measurement(), key.tags())
                : series.decideWithin(steps, key.measurement(), key.tags());
        if (decision != null && number != SeriesKeys.NONE) {
            decisions.add(decision);
        }
        return decision;
    }

    private void deny(int line, Decision decision) {
        denied++;
        if (listed.size() < MOST_LISTED) {
            listed.add(CheckResponse.Denied.of(line, decision));
        }
    }

    private CheckResponse answer() {
        if (points == 0) {
            throw Failure.invalid("the body holds no point");
        }
        return new CheckResponse(denied == 0, points, denied, List.copyOf(listed));
    }
}
