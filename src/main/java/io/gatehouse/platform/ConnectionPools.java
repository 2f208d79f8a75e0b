package io.gatehouse.platform;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Builds connection pools with a bound on the time that a request waits for a connection: Quarkus's
 * configuration has none, and the driver's own defaults are half a minute and a whole one.
 */
public final class ConnectionPools {

    private static final int LONGEST_WAIT_SECONDS = 5;

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

    @Singleton
    static final class Application implements PgPoolCreator {
        @Override
        public Pool create(Input input) {
            return ConnectionPools.create(input, "application");
        }
    }
}
