/**
 * Benchmarks of Gatehouse, each paired with its baseline in one run: {@code ./mvnw -Pbenchmark verify}.
 *
 * <p>It is no part of the application. A {@link io.gatehouse.benchmark.BenchmarkGroup} measures; {@link
 * io.gatehouse.benchmark.Report} writes what all of them found as one table.
 */
@NullMarked
package io.gatehouse.benchmark;

import org.jspecify.annotations.NullMarked;
