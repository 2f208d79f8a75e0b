package io.gatehouse.benchmark.engine;

import io.gatehouse.benchmark.Figure;
import io.gatehouse.benchmark.Options;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What JMH measured of one benchmark method with one set of parameters, in a virtual machine of its own.
 *
 * @param bytes allocated by one operation
 */
record Measured(double value, String unit, double bytes) {
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /** Runs a method; the parameters are given as names and values in turn. */
    static Measured run(Options options, Class<?> benchmark, String method, String... parameters)
            throws RunnerException {
        ChainedOptionsBuilder jmh = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms5g", "-Xmx5g")
                .forks(1)
                .warmupTime(TimeValue.seconds(1))
                .warmupIterations(options.quick() ? 1 : 5)
                .measurementTime(TimeValue.seconds(1))
                .measurementIterations(options.quick() ? 1 : 8);
        for (int i = 0; i < parameters.length; i += 2) {
            jmh.param(parameters[i], parameters[i + 1]);
        }
        RunResult result = new Runner(jmh.build()).runSingle();
        var allocation = result.getSecondaryResults().get(ALLOCATION);
        return new Measured(
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreUnit(),
                allocation == null ? Double.NaN : allocation.getScore());
    }

    Figure figure(String of) {
        return new Figure(of, value, unit);
    }

    Figure figure(String of, String otherUnit) {
        return new Figure(of, value, otherUnit);
    }

    Figure allocated(String of) {
        return new Figure(of, bytes, "B/op");
    }
}
