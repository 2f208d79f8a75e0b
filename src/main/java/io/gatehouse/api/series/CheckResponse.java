package io.gatehouse.api.series;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.SeriesDecisions;
import io.gatehouse.platform.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether all points of a body are allowed, and which are not.
 *
 * @param deniedTotal how many are denied
 * @param denied the first of them
 */
record CheckResponse(
        boolean decision,
        int points,
        @JsonProperty("denied_total") int deniedTotal,
        List<Denied> denied) {
    private static final int MOST_LISTED = 100;

    /**
     * A denied point.
     *
     * @param rule the restriction that closed it
     * @param permission the one that is missing
     */
    record Denied(
            int line,
            String reason,
            @Nullable String rule,
            @Nullable String permission) {
        static Denied of(int line, Decision decision) {
            var rule = decision.rule();
            var permission = decision.permission();
            return new Denied(
                    line,
                    decision.reason().text(),
                    rule == null ? null : rule.toString(),
                    permission == null ? null : permission.toString());
        }
    }

    /**
     * Decides on every point of the body; on points of one series, once.
     *
     * @throws Failure INVALID if there is no point, or a line that cannot be read
     */
    static CheckResponse of(SeriesAsking asking, byte[] body) {
        LineProtocolReader reader = new LineProtocolReader(body);
        SeriesKeys keys = new SeriesKeys(body);
        SeriesKeyParser parser = new SeriesKeyParser(body, reader);
        SeriesDecisions series = asking.decisions();
        List<Decision> decisions = new ArrayList<>();
        List<Denied> listed = new ArrayList<>();
        int points = 0;
        int denied = 0;
        while (reader.next()) {
            points++;
            int number = keys.number(reader.keyStart(), reader.keyEnd());
            if (number == decisions.size()) {
                SeriesKey key = parser.parse();
                decisions.add(
                        reader.plain()
                                ? series.decideWellFormed(key.measurement(), key.tags())
                                : series.decide(key.measurement(), key.tags()));
            }
            Decision decision = decisions.get(number);
            if (!decision.allowed()) {
                denied++;
                if (listed.size() < MOST_LISTED) {
                    listed.add(Denied.of(reader.line(), decision));
                }
            }
        }
        if (points == 0) {
            throw Failure.invalid("the body holds no point");
        }
        return new CheckResponse(denied == 0, points, denied, List.copyOf(listed));
    }
}
