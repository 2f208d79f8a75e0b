/**
 * The door for every service that asks whether a subject may do something: OpenID AuthZEN, Authorization API 1.0.
 *
 * <p>Any credential may ask about itself, one with {@code read:authorizations} about anyone in its organization, an
 * operator about any organization. Another organization's subject is an unknown one.
 */
@NullMarked
package io.gatehouse.api.authzen;

import org.jspecify.annotations.NullMarked;
