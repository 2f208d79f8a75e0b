package io.gatehouse.platform;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Builds connection pools with a bound on the time that a request waits for a connection: Quarkus's
 * configuration has none, and the driver's own defaults are half a minute and a whole one.
 * A query that is asked of the pool itself and gets none is complained of once more when that time is over
 * ({@link LateTimeouts}).
 */
public final class ConnectionPools {

    private static final int LONGEST_WAIT_SECONDS = 5;
    private static final String ROLLBACK_AND_END = "rollback; select pg_terminate_backend(pg_backend_pid())";

    private ConnectionPools() {}

    /** Builds the pool of one datasource; the name is that of its metrics. */
    public static Pool create(PgPoolCreator.Input input, String name) {
        return builder(input, name).build();
    }

    /** As {@link #create}, and every new connection first executes this statement. */
    public static Pool create(PgPoolCreator.Input input, String name, String first) {
        return builder(input, name)
                .withConnectHandler(
                        connection -> connection.query(first).execute().onComplete(done -> connection.close()))
                .build();
    }

    /**
     * Gives connections up on which the database is silent for so long: behind a broken network one would stay silent for
     * a quarter of an hour, and keep its place in the pool for as long. One that nobody uses is silent, too.
     */
    public static void giveUpSilent(PgPoolCreator.Input input, Duration silence) {
        input.pgConnectOptionsList()
                .forEach(options -> options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setReadIdleTimeout(Math.toIntExact(silence.toMillis())));
    }

    /**
     * Ends the transaction and the connection, after a statement on it was cancelled: the database may hear of that only
     * when the statement is over, and would cancel what comes next on the connection, whoever asks for it.
     */
    public static Future<Void> endCancelled(SqlConnection connection) {
        return connection.query(ROLLBACK_AND_END).execute().<Void>mapEmpty().otherwiseEmpty();
    }

    private static ClientBuilder<Pool> builder(PgPoolCreator.Input input, String name) {
        input.poolOptions()
                .setName(name)
                .setConnectionTimeout(LONGEST_WAIT_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        input.pgConnectOptionsList()
                .forEach(options -> options.setConnectTimeout((int) TimeUnit.SECONDS.toMillis(LONGEST_WAIT_SECONDS)));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(new ArrayList<SqlConnectOptions>(input.pgConnectOptionsList()))
                .using(input.vertx());
    }

    /** The application's connections, whose statements may be silent for as long as a unit of work takes. */
    @Singleton
    static final class Application implements PgPoolCreator {
        private static final Duration UNUSED = Duration.ofSeconds(10);

        /** Enough for a whole unit of work on a connection that has not been used for nearly that long. */
        private static final Duration SILENCE = Database.LIMIT.plus(UNUSED).plusSeconds(5);

        @Override
        public Pool create(Input input) {
            input.poolOptions().setIdleTimeout((int) UNUSED.toSeconds()).setIdleTimeoutUnit(TimeUnit.SECONDS);
            giveUpSilent(input, SILENCE);
            return ConnectionPools.create(input, "application");
        }
    }
}
