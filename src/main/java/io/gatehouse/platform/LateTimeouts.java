package io.gatehouse.platform;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps out of the log what the driver's pool says of a query that had failed before its wait for a connection was over:
 * a stack trace for each, in an outage of the database for each token that is not held (vertx-sql-client, issue 1706).
 */
@LoggingFilter(name = "late-timeouts")
public final class LateTimeouts implements Filter {
    private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";
    private static final int DEEPEST = 3;

    @Override
    public boolean isLoggable(LogRecord record) {
        return !(record.getThrown() instanceof IllegalStateException failed && isLate(failed));
    }

    /** The pool's timer fails a promise that is complete. */
    private static boolean isLate(IllegalStateException failed) {
        StackTraceElement[] trace = failed.getStackTrace();
        for (int i = 0; i < Math.min(DEEPEST, trace.length); i++) {
            if (trace[i].getClassName().startsWith(POOL)) {
                return "Result is already complete".equals(failed.getMessage());
            }
        }
        return false;
    }
}
