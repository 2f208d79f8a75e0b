package io.gatehouse.snapshot;

import io.gatehouse.platform.PolicyVersion;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A connection of its own on which PostgreSQL tells of new versions. It is opened again whenever it breaks, and each
 * time whoever follows versions is told, since news may have been missed meanwhile.
 */
@Singleton
class PolicyListener {
    private static final Logger LOG = Logger.getLogger(PolicyListener.class);
    private static final String LISTEN = "listen gatehouse_policy";
    private static final int FIRST_DELAY = 100;
    private static final int MOST_DOUBLINGS = 6;

    private final ReaderPool connections;
    private final Pool pool;
    private final Vertx vertx;
    private final SnapshotMetrics metrics;
    private volatile @Nullable PgConnection connection;
    private volatile boolean stopped;
    private int failures;

    PolicyListener(
            @ReactiveDataSource("reader") ReaderPool connections,
            @ReactiveDataSource("reader") Pool pool,
            Vertx vertx,
            SnapshotMetrics metrics) {
        this.connections = connections;
        this.pool = pool;
        this.vertx = vertx;
        this.metrics = metrics;
    }

    /**
     * Listens from now on.
     *
     * @param news a new version
     * @param resumed it listens, for the first time or again
     */
    void start(Consumer<PolicyVersion> news, Runnable resumed) {
        if (stopped) {
            return;
        }
        pool.size(); // Quarkus makes a pool at its first use, and only then are its options known
        connections
                .connect(vertx)
                .onSuccess(opened -> listen(opened, news, resumed))
                .onFailure(error -> restart(news, resumed, error));
    }

    /** Makes the database say something, so that a connection that is dead in silence is noticed. */
    void probe() {
        PgConnection open = connection;
        if (open != null) {
            open.query("select 1").execute();
        }
    }

    void stop() {
        stopped = true;
        PgConnection open = connection;
        if (open != null) {
            open.close();
        }
    }

    private void listen(PgConnection opened, Consumer<PolicyVersion> news, Runnable resumed) {
        if (stopped) {
            opened.close();
            return;
        }
        connection = opened;
        opened.closeHandler(closed -> lost(news, resumed));
        opened.notificationHandler(notification -> {
            PolicyVersion version = parse(notification.getPayload());
            if (version != null) {
                news.accept(version);
            }
        });
        opened.query(LISTEN)
                .execute()
                .onSuccess(listening -> {
                    failures = 0;
                    resumed.run();
                })
                .onFailure(error -> opened.close());
    }

    private void lost(Consumer<PolicyVersion> news, Runnable resumed) {
        if (!stopped) {
            metrics.countListenerLoss();
        }
        restart(news, resumed, null);
    }

    private void restart(Consumer<PolicyVersion> news, Runnable resumed, @Nullable Throwable error) {
        connection = null;
        if (!stopped) {
            LOG.debugf("the connection for new policy versions is gone, and opened again: %s", error);
            long delay = (long) FIRST_DELAY << Math.min(failures++, MOST_DOUBLINGS);
            vertx.setTimer(delay, timer -> start(news, resumed));
        }
    }

    /** Reads {@code <organization> <version>}. */
    static @Nullable PolicyVersion parse(String payload) {
        int space = payload.indexOf(' ');
        try {
            return new PolicyVersion(
                    Long.parseLong(payload.substring(0, Math.max(space, 0))),
                    Long.parseLong(payload.substring(space + 1)));
        } catch (NumberFormatException foreign) {
            LOG.warn("a notification on gatehouse_policy is not of the form `organization version`");
            return null;
        }
    }
}
