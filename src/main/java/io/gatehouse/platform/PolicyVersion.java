package io.gatehouse.platform;

/**
 * A state of one organization's policy; every write makes the next one.
 *
 * @param organization 0 for the instance
 */
public record PolicyVersion(long organization, long version) {}
