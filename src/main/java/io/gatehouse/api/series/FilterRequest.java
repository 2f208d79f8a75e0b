package io.gatehouse.api.series;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.platform.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
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

    /** @throws Failure INVALID if there are none, or too many */
    List<@Nullable Series> requireSeries() {
        if (series == null) {
            throw Failure.invalid("series is missing");
        }
        if (series.size() > MOST) {
            throw Failure.invalid("series: at most " + MOST + " are possible");
        }
        return series;
    }
}
