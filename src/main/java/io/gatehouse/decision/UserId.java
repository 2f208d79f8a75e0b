package io.gatehouse.decision;

/** The id of a user. */
public record UserId(long value) implements Holder {
    public UserId {
        Id.requireValid(value);
    }

    /** Reads 16 hex digits; throws {@link IllegalArgumentException} as {@link Id#parse} does. */
    public static UserId parse(String text) {
        return new UserId(Id.parse(text));
    }

    @Override
    public String toString() {
        return Id.print(value);
    }
}
