package io.gatehouse.snapshot;

import com.github.benmanes.caffeine.cache.Ticker;
import io.gatehouse.platform.ConnectionPools;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * A read replica, where one is configured: the first sight of tokens and of organizations is looked up in it. How far it
 * lags does not matter, since nothing of it is used before the primary has told what changed since.
 */
@Singleton
class Replica {
    private static final Logger LOG = Logger.getLogger(Replica.class);

    /** Requests wait for the primary afterwards, within the same patience. */
    private static final long PATIENCE_SECONDS = 1;

    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Pool pool;
    private final Ticker ticker;
    private final boolean exists;
    private volatile long failedAt;
    private volatile boolean resting;

    Replica(
            @ReactiveDataSource("replica") Pool pool,
            Ticker ticker,
            @ConfigProperty(name = "gatehouse.database.reader-url") Optional<String> url) {
        this.pool = pool;
        this.ticker = ticker;
        this.exists = url.isPresent();
    }

    boolean exists() {
        return exists;
    }

    /** Asks it; the answer is the other one if there is no replica, or if it does not answer, now or a moment ago. */
    <T> Future<T> ask(Function<Pool, Future<T>> question, T otherwise) {
        if (!exists || (resting && ticker.read() - failedAt < REST_NANOS)) {
            return Future.succeededFuture(otherwise);
        }
        return question.apply(pool)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onSuccess(answered -> resting = false)
                .otherwise(error -> {
                    rest(error);
                    return otherwise;
                });
    }

    private void rest(Throwable error) {
        failedAt = ticker.read();
        if (!resting) {
            LOG.warnf("the replica does not answer, so the primary is asked: %s", error);
        }
        resting = true;
    }

    /** Its connections; one that is silent for {@code max-staleness} is given up, as {@link ReaderPool}'s. */
    @Singleton
    @ReactiveDataSource("replica")
    static final class Connections implements PgPoolCreator {
        private final int silence;

        Connections(SnapshotConfig config) {
            this.silence = Math.toIntExact(config.maxStaleness().toMillis());
        }

        @Override
        public Pool create(Input input) {
            input.pgConnectOptionsList()
                    .forEach(each ->
                            each.setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setReadIdleTimeout(silence));
            return ConnectionPools.create(input, "replica", ReaderPool.ONE_PLAN);
        }
    }
}
