package io.gatehouse.snapshot;

/**
 * How recent a request wants the policy to be on which it is decided.
 *
 * @param version at least this one
 * @param full the version that the database has while the request is here
 */
public record Freshness(long version, boolean full) {
    /** Whatever is held and confirmed. */
    public static final Freshness ANY = new Freshness(0, false);
}
