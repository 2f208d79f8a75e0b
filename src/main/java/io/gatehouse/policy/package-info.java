/**
 * Editing restrictions and grants. Owns the tables {@code restrictions}, {@code grants} and those of a grant's subjects.
 *
 * <p>A rule is made, exchanged for another in one transaction, or deleted; it never changes. A grant always names a
 * subject of its own organization, and ends with its last one. A rule that can never matter is accepted and reported.
 */
@NullMarked
package io.gatehouse.policy;

import org.jspecify.annotations.NullMarked;
