package io.gatehouse.decision;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How much may still be looked at for one decision, or for several together. A step is to look at one place of the
 * index, or at one rule, demand, attribute or role: 10 to 100 ns. Used by one thread at a time.
 */
public final class Steps {
    /** So much of what only passes by takes as long as one step. */
    private static final int PASSING = 8;

    private static final int READING = 16;

    /** So many characters that are only looked at take as long as one step. */
    private static final int LOOKING = 64;

    private long left;
    private @Nullable String lastTime;
    private @Nullable Instant instant;
    private @Nullable String lastAddress;
    private byte @Nullable [] address;

    private Steps(long left) {
        this.left = left;
    }

    /** So many. */
    public static Steps of(int number) {
        return new Steps(number);
    }

    /** As many as it takes. */
    public static Steps unlimited() {
        return new Steps(Long.MAX_VALUE);
    }

    /** Thrown where there are no steps left, and caught by who promised to answer within them. */
    static final class UsedUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        private UsedUp() {
            super("no steps are left", null, false, false);
        }
    }

    /** Takes one. */
    void take() {
        take(1);
    }

    /** Takes as many as it takes to pass by so much: characters, or entries of a table. */
    void takeToPass(int number) {
        take(1 + number / PASSING);
    }

    /** Takes as many as it takes to look at each of so many characters. */
    void takeToLookAt(int characters) {
        take(characters / LOOKING);
    }

    void take(int number) {
        left -= number;
        if (left < 0) {
            throw new UsedUp();
        }
    }

    /** Ends at once what would go through so many, where that takes more steps than are left: they would be for nothing. */
    void require(int number) {
        if (number > left) {
            throw new UsedUp();
        }
    }

    /** Whether so few are left that it may be worth finding out what a walk takes. */
    boolean fewerThan(int number) {
        return left < number;
    }

    /** The instant that a text says, or null if it says none. Of the last one it is known: many rules look at the same. */
    @Nullable
    Instant instant(String text) {
        if (!text.equals(lastTime)) {
            take(READING);
            instant = read(text);
            lastTime = text;
        }
        return instant;
    }

    /** The address that a text is, likewise. */
    byte @Nullable [] address(String text) {
        if (!text.equals(lastAddress)) {
            take(READING);
            address = CidrBlock.address(text);
            lastAddress = text;
        }
        return address;
    }

    static @Nullable Instant read(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
