package io.gatehouse.benchmark.engine;

import io.gatehouse.benchmark.BenchmarkGroup;
import io.gatehouse.benchmark.Options;
import io.gatehouse.benchmark.Row;
import io.gatehouse.benchmark.Target;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** The check of whole writes: from line protocol to the list of what is denied. */
public final class SeriesGroup implements BenchmarkGroup {
    private static final double LEAST_POINTS = 1_000_000;

    @Override
    public String name() {
        return "series";
    }

    @Override
    public List<Row> run(Options options) throws RunnerException {
        return List.of(row(options, "1,000", "1000"), row(options, "10,000", "10000"));
    }

    private static Row row(Options options, String text, String series) throws RunnerException {
        Measured measured = Measured.run(options, SeriesCheckBenchmark.class, "check", "series", series);
        return new Row(
                "6: a check of 10,000 lines of " + text + " series, one core",
                measured.figure("throughput", "points/s"),
                null,
                Target.figureAtLeast(LEAST_POINTS),
                List.of(measured.allocated("allocated")));
    }
}
