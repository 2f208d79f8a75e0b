package io.gatehouse.user;

/**
 * A user in a place.
 *
 * @param owner false: a member
 */
public record Member(User user, boolean owner) {}
