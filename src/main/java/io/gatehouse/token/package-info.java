/**
 * API tokens: issuing, hashing, rotating, changing and revoking them, and setting up the first one. Owns the tables
 * {@code tokens}, {@code token_secrets} and {@code token_usage}.
 *
 * <p>A secret leaves in the answer that creates it and nowhere else; what is stored is an HMAC under a pepper that the
 * database never sees. Nobody gives a token a permission that it lacks itself, or comes by one to which rules open
 * more.
 */
@NullMarked
package io.gatehouse.token;

import org.jspecify.annotations.NullMarked;
