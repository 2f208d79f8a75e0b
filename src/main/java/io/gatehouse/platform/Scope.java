package io.gatehouse.platform;

import io.gatehouse.decision.OrganizationId;

/**
 * Whose rows a unit of work can see and change: those of one organization, or those of the whole instance.
 *
 * @param organization 0 for the instance
 */
public record Scope(long organization) {
    private static final Scope INSTANCE = new Scope(0);

    public static Scope instance() {
        return INSTANCE;
    }

    public static Scope of(OrganizationId organization) {
        return new Scope(organization.value());
    }

    /** The value of the database's {@code gatehouse.scope}. */
    String setting() {
        return organization == 0 ? "instance" : Long.toString(organization);
    }
}
