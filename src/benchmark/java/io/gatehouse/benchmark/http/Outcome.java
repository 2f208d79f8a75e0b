package io.gatehouse.benchmark.http;

import io.gatehouse.benchmark.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What came of many requests; several runs are added up. */
final class Outcome {
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Histogram latencies = new Histogram(LONGEST_NANOS, 3);
    private final Map<String, Long> errors = new TreeMap<>();
    private long nanos;

    /** @param wrong what was wrong with the answer, in a word; null if it was right */
    void add(long latency, @Nullable String wrong) {
        latencies.recordValue(Math.min(Math.max(latency, 1), LONGEST_NANOS));
        if (wrong != null) {
            errors.merge(wrong, 1L, Long::sum);
        }
    }

    /** They took so long together. */
    void took(long duration) {
        nanos += duration;
    }

    void add(Outcome other) {
        latencies.add(other.latencies);
        other.errors.forEach((wrong, count) -> errors.merge(wrong, count, Long::sum));
        nanos += other.nanos;
    }

    long requests() {
        return latencies.getTotalCount();
    }

    long errors() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    double perSecond() {
        return requests() * 1e9 / nanos;
    }

    /** In milliseconds. */
    double percentile(double percentile) {
        return latencies.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    double max() {
        return latencies.getMaxValue() / NANOS_PER_MILLI;
    }

    Figure throughput(String of) {
        return new Figure(of, perSecond(), "requests/s");
    }

    Figure p99(String of) {
        return new Figure(of, percentile(99), "ms");
    }

    /** Percentiles and errors, of which kind where there are any. */
    List<Figure> details(String of) {
        List<Figure> figures = new ArrayList<>();
        for (int percentile : new int[] {50, 90, 99}) {
            figures.add(new Figure(of + " p" + percentile, percentile(percentile), "ms"));
        }
        figures.add(new Figure(of + " errors", errors(), ""));
        errors.forEach((wrong, count) -> figures.add(new Figure(of + " errors: " + wrong, count, "")));
        return figures;
    }
}
