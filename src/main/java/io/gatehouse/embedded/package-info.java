/**
 * The embedded PostgreSQL, for a start without a configured database: unpacks it, keeps its data folder, starts and
 * stops it, and makes the accounts and the token pepper that an operator would otherwise configure.
 *
 * <p>Invariants: one process owns a data folder at a time; an acknowledged write survives a crash of either process; the
 * server listens on the loopback address only and asks every account for its password; it never runs as root.
 * {@link io.gatehouse.embedded.PostgresBinaries} alone knows where the binaries come from, and is absent from the native
 * image.
 */
@NullMarked
package io.gatehouse.embedded;

import org.jspecify.annotations.NullMarked;
