package io.gatehouse.decision;

/** The id of an organization. */
public record OrganizationId(long value) {
    public OrganizationId {
        Id.requireValid(value);
    }

    /** Reads 16 hex digits; throws {@link IllegalArgumentException} as {@link Id#parse} does. */
    public static OrganizationId parse(String text) {
        return new OrganizationId(Id.parse(text));
    }

    @Override
    public String toString() {
        return Id.print(value);
    }
}
