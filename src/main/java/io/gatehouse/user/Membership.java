package io.gatehouse.user;

/**
 * A place that a user has.
 *
 * @param owner false: a member
 */
public record Membership(Place place, boolean owner) {}
