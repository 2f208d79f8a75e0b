package io.gatehouse.platform;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Whether the database has the schema that this program needs.
 *
 * <p>An older one is waited for: in a rolling upgrade new instances may be there before the migration has run. On a newer
 * one the program serves: the migration runs before the old instances are gone, and a roll-back must find one that
 * starts. So a migration may only add what the release before it can live with.
 *
 * <p>In production it is as good as absent for accounts that {@link RowLevelSecurity} does not hold or that have {@link
 * SchemaRights}. Found at the first look, the instance is refused; later, when others may know of it, it stays unready.
 */
@Singleton
public class Schema {
    /** The last migration that this program brings along. */
    static final String VERSION = "026";

    private static final Logger LOG = Logger.getLogger(Schema.class);
    private static final String APPLIED = "select version from flyway_schema_history"
            + " where success and version is not null order by installed_rank desc limit 1000";
    private static final long FIRST_DELAY = 500;
    private static final long LONGEST_DELAY = 10_000;

    private final Pool pool;
    private final Pool reader;
    private final Vertx vertx;
    private final boolean production;
    private final Promise<String> refusal = Promise.promise();
    private final Promise<Void> migrated = Promise.promise();
    private volatile boolean stopped;

    Schema(
            Pool pool,
            @ReactiveDataSource("reader") Pool reader,
            Vertx vertx,
            @ConfigProperty(name = "gatehouse.production", defaultValue = "false") boolean production) {
        this.pool = pool;
        this.reader = reader;
        this.vertx = vertx;
        this.production = production;
    }

    /** Whether it has been found migrated since the start. */
    public boolean isMigrated() {
        return migrated.future().isComplete();
    }

    /** When it is found migrated; never failed. */
    public Future<Void> whenMigrated() {
        return migrated.future();
    }

    /** Why this instance must not serve, in one line; never there if it may. */
    public Future<String> refusal() {
        return refusal.future();
    }

    void start(@Observes StartupEvent started) {
        look(FIRST_DELAY);
    }

    void stop(@Observes ShutdownEvent ending) {
        stopped = true;
    }

    private void look(long delay) {
        if (stopped) {
            return;
        }
        pool.withConnection(connection -> connection.query(APPLIED).execute())
                .onSuccess(rows -> judge(versions(rows), delay))
                .onFailure(error -> lookAgain(reason(error), delay));
    }

    private void judge(List<String> applied, long delay) {
        if (!applied.contains(VERSION)) {
            lookAgain("the database waits for its migration to version " + VERSION, delay);
        } else if (production) {
            forbidden()
                    .onSuccess(reason -> reason.ifPresentOrElse(why -> refuse(why, delay), () -> accept(applied)))
                    .onFailure(error -> lookAgain(reason(error), delay));
        } else {
            accept(applied);
        }
    }

    private Future<Optional<String>> forbidden() {
        return RowLevelSecurity.passedBy(pool, "gatehouse.database.user")
                .compose(
                        reason -> or(reason, () -> RowLevelSecurity.passedBy(reader, "gatehouse.database.reader-user")))
                .compose(reason -> or(reason, () -> SchemaRights.of(pool)))
                .compose(reason -> or(reason, () -> SchemaRights.of(reader)));
    }

    private static Future<Optional<String>> or(Optional<String> reason, Supplier<Future<Optional<String>>> next) {
        return reason.isPresent() ? Future.succeededFuture(reason) : next.get();
    }

    private void refuse(String reason, long delay) {
        if (delay == FIRST_DELAY) {
            refusal.complete(reason);
            return;
        }
        lookAgain(reason, delay);
    }

    private void accept(List<String> applied) {
        String newest = applied.get(0);
        if (!newest.equals(VERSION)) {
            LOG.warnf("the database is at version %s, newer than the %s of this program", newest, VERSION);
        }
        migrated.complete();
    }

    private void lookAgain(String reason, long delay) {
        if (stopped) {
            return;
        }
        LOG.warnf("not ready: %s; looking again in %d ms", reason, delay);
        vertx.setTimer(delay, timer -> look(Math.min(delay * 2, LONGEST_DELAY)));
    }

    private static String reason(Throwable error) {
        return DatabaseErrors.isUnavailable(error)
                ? "the database is not available: " + error.getMessage()
                : "the database shows no schema: " + error.getMessage();
    }

    private static List<String> versions(RowSet<Row> rows) {
        List<String> versions = new ArrayList<>();
        rows.forEach(row -> versions.add(row.getString("version")));
        return versions;
    }
}
