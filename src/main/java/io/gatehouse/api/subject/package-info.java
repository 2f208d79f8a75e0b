/**
 * {@code /v1/subjects}: what a subject can do, and through which roles, permissions, restrictions and grants.
 *
 * <p>Any credential may ask about itself, one with {@code read:authorizations} about anyone in its organization, an
 * operator about any organization. Another organization's subject is an unknown one.
 */
@NullMarked
package io.gatehouse.api.subject;

import org.jspecify.annotations.NullMarked;
