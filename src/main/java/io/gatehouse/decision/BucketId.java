package io.gatehouse.decision;

/** The id of a bucket; InfluxDB Enterprise calls a bucket a database. */
public record BucketId(long value) {
    public BucketId {
        Id.requireValid(value);
    }

    /** Reads 16 hex digits; throws {@link IllegalArgumentException} as {@link Id#parse} does. */
    public static BucketId parse(String text) {
        return new BucketId(Id.parse(text));
    }

    @Override
    public String toString() {
        return Id.print(value);
    }
}
