package io.gatehouse.platform;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's errors mean; its drivers wrap them in several ways. */
public final class DatabaseErrors {
    private static final String UNSTORABLE_CHARACTER = "22021";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String DEADLOCK = "40P01";

    /** Connection exceptions, refused accounts, no such database, insufficient resources, shutdown and start. */
    private static final List<String> UNAVAILABLE = List.of("08", "28", "3D000", "53", "57P");

    /** No such function, table or schema. */
    private static final Set<String> UNDEFINED = Set.of("42883", "42P01", "3F000");

    /** What the driver's pool fails with when no connection became free in time; it has no class of its own. */
    private static final Class<NoStackTraceThrowable> POOL_EXHAUSTED = NoStackTraceThrowable.class;

    private DatabaseErrors() {}

    /** Another row has the key already. */
    public static boolean isDuplicate(Throwable error) {
        return UNIQUE_VIOLATION.equals(state(error));
    }

    /** The row that this one belongs to is not there. */
    public static boolean isOrphan(Throwable error) {
        return FOREIGN_KEY_VIOLATION.equals(state(error));
    }

    /** It and another transaction waited for each other, and this one was undone: it may be done once more. */
    static boolean isDeadlock(Throwable error) {
        return DEADLOCK.equals(state(error));
    }

    /** A text holds NUL, which PostgreSQL does not store. */
    public static boolean isUnstorable(Throwable error) {
        return UNSTORABLE_CHARACTER.equals(state(error));
    }

    /** The database could not be reached, refuses the account, is not there, or is starting, stopping or full. */
    public static boolean isUnavailable(Throwable error) {
        String state = state(error);
        if (state != null) {
            return UNAVAILABLE.stream().anyMatch(state::startsWith);
        }
        return causedBy(error, SocketException.class)
                || causedBy(error, UnknownHostException.class)
                || causedBy(error, ClosedChannelException.class)
                || causedBy(error, TimeoutException.class)
                || causedBy(error, VertxException.class)
                || causedBy(error, POOL_EXHAUSTED);
    }

    /** The database lacks what a migration makes. */
    public static boolean isUnmigrated(Throwable error) {
        String state = state(error);
        return state != null && UNDEFINED.contains(state);
    }

    private static @Nullable String state(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException postgres) {
                return postgres.getSqlState();
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }

    private static boolean causedBy(Throwable error, Class<? extends Throwable> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
