package io.gatehouse.decision;

/** The id of a restriction or a grant. */
public record RuleId(long value) {
    public RuleId {
        Id.requireValid(value);
    }

    /** Reads 16 hex digits; throws {@link IllegalArgumentException} as {@link Id#parse} does. */
    public static RuleId parse(String text) {
        return new RuleId(Id.parse(text));
    }

    @Override
    public String toString() {
        return Id.print(value);
    }
}
