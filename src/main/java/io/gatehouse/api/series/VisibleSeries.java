package io.gatehouse.api.series;

import io.gatehouse.decision.SeriesDecisions;
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
     * Looks at the next ones, up to all series of a measurement: they may take long. The answer once all have been
     * looked at, else null.
     *
     * @throws Failure INVALID, naming the field
     */
    @Nullable
    FilterResponse moreIfShort() {
        for (int i = 0; i < IN_A_BIT && next < asked.size(); i++) {
            FilterRequest.Series one = asked.get(next);
            if (one != null && one.tags() == null) {
                break;
            }
            look(one);
        }
        return next == asked.size() ? new FilterResponse(visible) : null;
    }

    /** As {@link #moreIfShort}, but looks at the next one in any case. */
    @Nullable
    FilterResponse more() {
        look(asked.get(next));
        return moreIfShort();
    }

    private void look(FilterRequest.@Nullable Series one) {
        if (one == null || one.measurement() == null) {
            throw Failure.invalid("series[" + next + "].measurement is missing");
        }
        if (decisions.decide(one.measurement(), tags(one.tags())).allowed()) {
            visible.add(one);
        }
        next++;
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
