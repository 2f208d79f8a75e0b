package io.gatehouse.benchmark;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How benchmarks are to run.
 *
 * @param quick only to show that they work: the figures mean nothing
 * @param build the folder with the built application, which also takes the results
 * @param other another service to stand beside ours; null: none
 */
public record Options(boolean quick, Path build, @Nullable Other other) {
    /** From this seed every generated data set and every drawn question comes. */
    public static final long SEED = 20_261_124;

    /**
     * Another service that decides.
     *
     * @param endpoint of its decisions, over plain HTTP
     * @param question the body of a request that it allows
     * @param token the caller's, as a bearer; null: it takes none
     * @param allows what stands in its answer, without spaces, if it allows
     */
    public record Other(
            URI endpoint, Path question, @Nullable String token, String allows) {}
}
