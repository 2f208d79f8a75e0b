package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LateTimeoutsTest {
    private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";
    private static final String COMPLETE = "Result is already complete";

    private final LateTimeouts filter = new LateTimeouts();

    @Test
    void onlyTheComplaintOfThePoolIsLeftOut() {
        assertThat(filter.isLoggable(record(failure(COMPLETE, POOL)))).isFalse();

        assertThat(filter.isLoggable(record(failure(COMPLETE, "io.gatehouse.snapshot.Waiting"))))
                .isTrue();
        assertThat(filter.isLoggable(record(failure("another", POOL)))).isTrue();
        assertThat(filter.isLoggable(new LogRecord(Level.INFO, "text"))).isTrue();
    }

    private static LogRecord record(Throwable thrown) {
        var record = new LogRecord(Level.SEVERE, "Uncaught exception received by Vert.x");
        record.setThrown(thrown);
        return record;
    }

    private static IllegalStateException failure(String message, String where) {
        var failure = new IllegalStateException(message);
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("io.vertx.core.Promise", "fail", "Promise.java", 90),
            new StackTraceElement(where, "lambda$execute$3", null, 216)
        });
        return failure;
    }
}
