/** Benchmarks of the packaged application over HTTP: it runs in one process, its PostgreSQL and this in others. */
@NullMarked
package io.gatehouse.benchmark.http;

import org.jspecify.annotations.NullMarked;
