package io.gatehouse.decision;

/** The id of an API token (InfluxDB calls the record an authorization). */
public record TokenId(long value) implements Holder {
    public TokenId {
        Id.requireValid(value);
    }

    /** Reads 16 hex digits; throws {@link IllegalArgumentException} as {@link Id#parse} does. */
    public static TokenId parse(String text) {
        return new TokenId(Id.parse(text));
    }

    @Override
    public String toString() {
        return Id.print(value);
    }
}
