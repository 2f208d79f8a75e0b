package io.gatehouse.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The bounds of times that callers choose: those of RFC 3339, which PostgreSQL and its drivers can keep. */
public final class Times {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant BEYOND = Instant.parse("+10000-01-01T00:00:00Z");

    private Times() {}

    /**
     * Reads a time as RFC 3339 writes it; its year has four digits, in UTC too.
     *
     * @throws DateTimeException for every other text
     */
    public static Instant parse(String text) {
        Instant time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        if (time.isBefore(FIRST) || !time.isBefore(BEYOND)) {
            throw new DateTimeException("a year has four digits");
        }
        return time;
    }
}
