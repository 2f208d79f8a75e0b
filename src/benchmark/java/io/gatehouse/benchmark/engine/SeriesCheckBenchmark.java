package io.gatehouse.benchmark.engine;

import io.gatehouse.api.series.SeriesCheck;
import io.gatehouse.decision.PolicySnapshot;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A whole write: reads 10,000 lines, decides on each of their series, and lists what is denied. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SeriesCheckBenchmark {
    private static final int LINES = 10_000;

    /** How many of the lines are of different series. */
    @Param({"1000", "10000"})
    int series;

    @Param("10000")
    int rules;

    private SeriesCheck check;
    private byte[] body;

    @Setup
    public void setUp() {
        GeneratedRules generated = GeneratedRules.of(rules);
        PolicySnapshot snapshot = generated.snapshot();
        DrawnQuestions.Asked asked = new DrawnQuestions(generated, snapshot).mixed(1)[0];
        check = new SeriesCheck(snapshot, asked.subject(), asked.resource().name(), DrawnQuestions.NOW);
        body = WrittenPoints.of(LINES, series);
        int[] counts = SeriesCheck.counts(check.check(body));
        if (counts[0] != LINES || counts[1] == 0 || counts[1] == LINES) {
            throw new IllegalStateException(counts[1] + " of " + counts[0] + " points are denied");
        }
    }

    /** Throughput counts points. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public Object check() {
        return check.check(body);
    }
}
