package io.gatehouse.benchmark.engine;

import io.gatehouse.benchmark.BenchmarkGroup;
import io.gatehouse.benchmark.Options;
import io.gatehouse.benchmark.Row;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Decisions without any server around them. */
public final class EngineGroup implements BenchmarkGroup {
    @Override
    public String name() {
        return "engine";
    }

    @Override
    public List<Row> run(Options options) throws RunnerException {
        return List.of();
    }
}
