/**
 * Organizations and their buckets. Owns the tables {@code organizations} and {@code buckets}.
 *
 * <p>An organization's name is unique in the instance, a bucket's in its organization. Deleting an organization
 * deletes all that belongs to it, tokens included, in the same transaction.
 */
@NullMarked
package io.gatehouse.organization;

import org.jspecify.annotations.NullMarked;
