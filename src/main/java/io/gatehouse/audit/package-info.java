/**
 * The trail that every write leaves. Owns the table {@code audit_events}, which triggers fill in the transaction of the
 * write itself; the application has no right to add to it, change it or delete from it.
 *
 * <p>An organization's trail outlives the organization. Secrets, hashes and passwords never enter it.
 */
@NullMarked
package io.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
