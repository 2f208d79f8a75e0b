package io.gatehouse.benchmark.engine;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A decision on one series. */
@State(Scope.Benchmark)
public class DecisionBenchmark {
    private Object x;

    @Setup
    public void setUp() {
        x = new Object();
    }

    @Benchmark
    public Object decide() {
        return x;
    }
}
