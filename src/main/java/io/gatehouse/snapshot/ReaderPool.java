package io.gatehouse.snapshot;

import io.gatehouse.platform.ConnectionPools;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** The reader's connections. One on which the database has been silent for {@code max-staleness} is given up. */
@Singleton
@ReactiveDataSource("reader")
class ReaderPool implements PgPoolCreator {
    /*
     * Its statements are few, prepared, and led by an index whatever they are asked for. Left alone, PostgreSQL plans
     * the look-up of tokens anew each time, since it takes the plan for one array to be cheaper than that for any: 0.95 ms
     * for a look-up of 0.1 ms.
     */
    static final String ONE_PLAN = "set plan_cache_mode = force_generic_plan";

    private final Duration silence;
    private volatile List<PgConnectOptions> options = List.of();

    ReaderPool(SnapshotConfig config) {
        this.silence = config.maxStaleness();
    }

    @Override
    public Pool create(Input input) {
        options = input.pgConnectOptionsList();
        ConnectionPools.giveUpSilent(input, silence);
        return ConnectionPools.create(input, "reader", ONE_PLAN);
    }

    /** A connection outside of the pool. */
    Future<PgConnection> connect(Vertx vertx) {
        return PgConnection.connect(vertx, options.get(0));
    }
}
