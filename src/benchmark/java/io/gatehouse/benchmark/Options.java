package io.gatehouse.benchmark;

import java.nio.file.Path;

/**
 * How benchmarks are to run.
 *
 * @param quick only to show that they work: the figures mean nothing
 * @param build the folder with the built application, which also takes the results
 */
public record Options(boolean quick, Path build) {
    /** From this seed every generated data set and every drawn question comes. */
    public static final long SEED = 20_261_124;
}
