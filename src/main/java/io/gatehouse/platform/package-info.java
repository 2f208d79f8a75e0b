/**
 * What every room stands on and no room owns: units of work on the database, ids, failures.
 *
 * <p>No domain knowledge. A unit of work says whose rows it may see (its {@link io.gatehouse.platform.Scope}) and who
 * works (its {@link io.gatehouse.platform.Actor}); the database enforces the one and records the other.
 */
@NullMarked
package io.gatehouse.platform;

import org.jspecify.annotations.NullMarked;
