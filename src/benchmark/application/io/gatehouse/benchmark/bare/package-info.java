/** Endpoints that do as little as a server can, for the deciding doors to be compared with. Only in benchmark builds. */
@NullMarked
package io.gatehouse.benchmark.bare;

import org.jspecify.annotations.NullMarked;
