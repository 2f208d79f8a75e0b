/**
 * The core: one pure function that decides whether a subject may do something to a resource.
 *
 * <p>It sees the snapshot of one organization and nothing else, so nothing of another organization can reach it.
 * Plain Java: no reactive types, no clock (time is an argument), no logging, no I/O. Everything here is immutable.
 */
@NullMarked
package io.gatehouse.decision;

import org.jspecify.annotations.NullMarked;
