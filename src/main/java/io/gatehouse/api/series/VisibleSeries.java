package io.gatehouse.api.series;

import io.gatehouse.api.LongQuestions;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.SeriesDecisions;
import io.gatehouse.decision.Steps;
import io.gatehouse.platform.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Those of the series asked about that the subject may see, as far as they are found. Used by one thread at a time. */
final class VisibleSeries {
    private static final int IN_A_BIT = 1000;

    private final SeriesDecisions decisions;
    private final List<FilterRequest.@Nullable Series> asked;
    private final List<FilterRequest.Series> visible = new ArrayList<>();
    private int next;

    VisibleSeries(SeriesAsking asking, List<FilterRequest.@Nullable Series> asked) {
        this.decisions = asking.decisions();
        this.asked = asked;
    }

    /**
     * Looks at the next ones, as long as that is short. The answer once all have been looked at, else null.
     *
     * @throws Failure INVALID, naming the field
     */
    @Nullable
    FilterResponse moreIfShort() {
        Steps steps = Steps.of(LongQuestions.LONG);
        int end = Math.min(next + IN_A_BIT, asked.size());
        while (next < end && look(steps)) {
            next++;
        }
        return next == asked.size() ? new FilterResponse(visible) : null;
    }

    /** As {@link #moreIfShort}, but looks at the next one in any case. */
    @Nullable
    FilterResponse more() {
        if (look(Steps.unlimited())) {
            next++;
        }
        return moreIfShort();
    }

    /** Whether the steps sufficed for the next one. */
    private boolean look(Steps steps) {
        FilterRequest.Series one = asked.get(next);
        if (one == null || one.measurement() == null) {
            throw Failure.invalid("series[" + next + "].measurement is missing");
        }
        Decision decision = decisions.decideWithin(steps, one.measurement(), tags(one.tags()));
        if (decision != null && decision.allowed()) {
            visible.add(one);
        }
        return decision != null;
    }

    private @Nullable Map<String, String> tags(@Nullable Map<String, @Nullable String> given) {
        if (given == null) {
            return null;
        }
        Map<String, String> tags = new HashMap<>();
        given.forEach((key, value) -> {
            if (value == null) {
                throw Failure.invalid("series[" + next + "].tags." + key + " must be a string");
            }
            tags.put(key, value);
        });
        return tags;
    }
}
