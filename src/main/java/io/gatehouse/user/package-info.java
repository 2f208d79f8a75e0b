/**
 * Users, their passwords and sessions, and their places in organizations and buckets. Owns the tables {@code users},
 * {@code passwords}, {@code sessions} and {@code memberships}.
 *
 * <p>A user belongs to the instance or to the one organization that created it; its name is unique there. Only a user
 * of the instance can have places in several organizations. A password is kept as an Argon2id hash, a session as a
 * hash of its cookie. Which permissions a user holds by name is kept in the room {@code role}. Deleting a user deletes
 * its passwords, sessions, places and tokens in the same transaction.
 */
@NullMarked
package io.gatehouse.user;

import org.jspecify.annotations.NullMarked;
