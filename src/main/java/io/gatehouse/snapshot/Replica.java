package io.gatehouse.snapshot;

import com.github.benmanes.caffeine.cache.Ticker;
import io.gatehouse.platform.ConnectionPools;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A read replica, where one is configured: the first sight of tokens and of organizations is looked up in it. How far it
 * lags does not matter, since nothing of it is used before the primary has told what changed since.
 */
@Singleton
class Replica {
    private static final Logger LOG = Logger.getLogger(Replica.class);

    /** Requests wait for the primary afterwards, within the same patience. */
    private static final long PATIENCE_SECONDS = 1;

    /** So long a load may take in all; the primary is to have time for it, too. */
    private static final long LONGEST_LOAD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Pool pool;
    private final Ticker ticker;
    private final Vertx vertx;
    private final boolean exists;
    private volatile long failedAt;
    private volatile boolean resting;

    Replica(
            @ReactiveDataSource("replica") Pool pool,
            Ticker ticker,
            Vertx vertx,
            @ConfigProperty(name = "gatehouse.database.reader-url") Optional<String> url) {
        this.pool = pool;
        this.ticker = ticker;
        this.vertx = vertx;
        this.exists = url.isPresent();
    }

    boolean exists() {
        return exists;
    }

    /** Asks it; the answer is the other one if there is no replica, or if it does not answer, now or a moment ago. */
    <T> Future<T> ask(Function<Pool, Future<T>> question, T otherwise) {
        return rests()
                ? Future.succeededFuture(otherwise)
                : settled(question.apply(pool).timeout(PATIENCE_SECONDS, TimeUnit.SECONDS), otherwise);
    }

    /**
     * As {@link #ask}, but the answer may take longer while the replica goes on sending. What it falls silent on is
     * cancelled, so that it does not come beside what is asked for instead.
     *
     * @param question is given what to run whenever something of the answer comes
     */
    <T> Future<T> load(BiFunction<SqlConnection, Runnable, Future<T>> question, T otherwise) {
        return rests() ? Future.succeededFuture(otherwise) : settled(new Load<T>().ask(question), otherwise);
    }

    private boolean rests() {
        return !exists || (resting && ticker.read() - failedAt < REST_NANOS);
    }

    private <T> Future<T> settled(Future<T> answer, T otherwise) {
        return answer.onSuccess(answered -> resting = false).otherwise(error -> {
            if (!(error instanceof NoRoomException)) {
                rest(error);
            }
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

    /** A question with a long answer. */
    private final class Load<T> {
        private final Promise<T> answer = Promise.promise();
        private final long begun = ticker.read();
        private volatile boolean heard;
        private @Nullable SqlConnection asked;
        private @Nullable Future<Void> cancelled;

        Future<T> ask(BiFunction<SqlConnection, Runnable, Future<T>> question) {
            watch();
            pool.withConnection(connection -> ask(connection, question))
                    .onSuccess(answer::tryComplete)
                    .onFailure(answer::tryFail);
            return answer.future();
        }

        private Future<T> ask(SqlConnection connection, BiFunction<SqlConnection, Runnable, Future<T>> question) {
            if (answer.future().isComplete()) {
                return answer.future();
            }
            begin(connection);
            return question.apply(connection, () -> heard = true).eventually(() -> end(connection));
        }

        private synchronized void begin(SqlConnection connection) {
            asked = connection;
        }

        /** Whoever gets the connection next must not be cancelled in place of this. */
        private synchronized Future<Void> end(SqlConnection connection) {
            asked = null;
            return cancelled == null
                    ? Future.succeededFuture()
                    : cancelled.eventually(() -> ConnectionPools.endCancelled(connection));
        }

        private void watch() {
            vertx.setTimer(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), timer -> {
                if (answer.future().isComplete()) {
                    return;
                }
                if (heard && ticker.read() - begun < LONGEST_LOAD_NANOS) {
                    heard = false;
                    watch();
                    return;
                }
                giveUp();
            });
        }

        private void giveUp() {
            answer.tryFail(new TimeoutException("no answer, or none within the time that a load has"));
            cancel();
        }

        private synchronized void cancel() {
            if (asked != null) {
                cancelled = PgConnection.cast(asked).cancelRequest().otherwiseEmpty();
            }
        }
    }

    /** Its connections; one that is silent for {@code max-staleness} is given up, as {@link ReaderPool}'s. */
    @Singleton
    @ReactiveDataSource("replica")
    static final class Connections implements PgPoolCreator {
        private final Duration silence;

        Connections(SnapshotConfig config) {
            this.silence = config.maxStaleness();
        }

        @Override
        public Pool create(Input input) {
            ConnectionPools.giveUpSilent(input, silence);
            return ConnectionPools.create(input, "replica", ReaderPool.ONE_PLAN);
        }
    }
}
