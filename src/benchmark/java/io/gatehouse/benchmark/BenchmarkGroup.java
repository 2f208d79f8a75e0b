package io.gatehouse.benchmark;

import java.util.List;

/** Benchmarks that run together and share what they set up. */
public interface BenchmarkGroup {
    /** What selects it on the command line. */
    String name();

    /** Measures, each figure in turn with its baseline. */
    List<Row> run(Options options) throws Exception;
}
