package io.gatehouse.benchmark.engine;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Reason;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A decision on one series of a bucket.
 *
 * <p>Over a few questions, all that is asked about stays in the processor's caches; over many, hardly anything does,
 * and that holds for the texts of the questions themselves with ten rules, too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {
    @Param({"10", "1000000"})
    int rules;

    /** A power of two. */
    @Param({"1024", "131072"})
    int questions;

    /** An outcome, or {@code MIXED}. */
    @Param("MIXED")
    String outcome = "MIXED";

    private PolicySnapshot snapshot;
    private DrawnQuestions.Asked[] asked;
    private int next;

    @Setup
    public void setUp() {
        GeneratedRules generated = GeneratedRules.of(rules);
        snapshot = generated.snapshot();
        DrawnQuestions drawn = new DrawnQuestions(generated, snapshot);
        asked = outcome.equals("MIXED") ? drawn.mixed(questions) : drawn.of(Reason.valueOf(outcome), questions);
    }

    @Benchmark
    public Decision decide() {
        next = (next + 1) & (questions - 1);
        return asked[next].decide(snapshot);
    }
}
