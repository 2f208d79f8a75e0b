package io.gatehouse.api.series;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.decision.SeriesDecisions;
import io.gatehouse.platform.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Series of which the visible ones are wanted. */
@RegisterForReflection
record FilterRequest(
        @Nullable List<@Nullable Series> series,
        @Nullable Map<String, @Nullable String> context,
        @JsonProperty("subject_type") @Nullable String subjectType,
        @JsonProperty("subject_id") @Nullable String subjectId) {
    private static final int MOST = 100_000;

    /**
     * One of them.
     *
     * @param tags absent: all series of the measurement, visible only together
     */
    @RegisterForReflection
    record Series(@Nullable String measurement, @Nullable Map<String, @Nullable String> tags) {}

    /**
     * Those that the subject may see, in their order.
     *
     * @throws Failure INVALID, naming the field
     */
    FilterResponse visible(SeriesAsking asking) {
        if (series == null) {
            throw Failure.invalid("series is missing");
        }
        if (series.size() > MOST) {
            throw Failure.invalid("series: at most " + MOST + " are possible");
        }
        SeriesDecisions decisions = asking.decisions();
        List<Series> visible = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            Series one = series.get(i);
            if (one == null || one.measurement == null) {
                throw Failure.invalid("series[" + i + "].measurement is missing");
            }
            if (decisions.decide(one.measurement, tags(one.tags, i)).allowed()) {
                visible.add(one);
            }
        }
        return new FilterResponse(visible);
    }

    private static @Nullable Map<String, String> tags(@Nullable Map<String, @Nullable String> given, int index) {
        if (given == null) {
            return null;
        }
        Map<String, String> tags = new HashMap<>();
        given.forEach((key, value) -> {
            if (value == null) {
                throw Failure.invalid("series[" + index + "].tags." + key + " must be a string");
            }
            tags.put(key, value);
        });
        return tags;
    }
}
