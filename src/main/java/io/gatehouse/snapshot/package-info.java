/**
 * What decisions are made from, in memory: one immutable snapshot per organization, and the tokens in use. Loads them
 * on first use, follows their changes, and owns the tables {@code policy_changes} (reading, pruning) and
 * {@code token_usage} (writing).
 *
 * <p>What was committed here holds here before it is acknowledged; what was committed elsewhere, as soon as PostgreSQL
 * says so, and at the latest at the next poll. What cannot be confirmed within {@code max-staleness} is not used.
 */
@NullMarked
package io.gatehouse.snapshot;

import org.jspecify.annotations.NullMarked;
