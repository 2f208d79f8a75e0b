/** Benchmarks of the engine alone, and of the check of whole writes: no server, no database. */
@NullMarked
package io.gatehouse.benchmark.engine;

import org.jspecify.annotations.NullMarked;
