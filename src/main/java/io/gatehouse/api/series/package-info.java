/**
 * The door for whole writes and reads of series: which points of a write are denied, which series are visible, and under
 * which condition a query may see them.
 *
 * <p>What it reads as one point, the database that is written to must not read as another: where line protocol can be
 * split in two ways, it is refused.
 */
@NullMarked
package io.gatehouse.api.series;

import org.jspecify.annotations.NullMarked;
