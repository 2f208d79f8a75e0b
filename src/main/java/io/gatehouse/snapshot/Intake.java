package io.gatehouse.snapshot;

import io.gatehouse.platform.ConnectionPools;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Weighs the rows of one organization as they come on a connection. Where there is no room for them, it takes no more,
 * and has the database stop sending.
 */
final class Intake {
    /** As much as this many rules, and whoever has to have room for it is told how much there is. */
    private static final int SOME = 256;

    private final SqlConnection connection;
    private final Consumer<Weight> room;
    private Weight taken = Weight.NONE;
    private long told;
    private @Nullable NoRoomException refusal;
    private Future<Void> cancelled = Future.succeededFuture();

    /** @param room is told of all that has come, and throws {@link NoRoomException} if it is too much */
    Intake(SqlConnection connection, Consumer<Weight> room) {
        this.connection = connection;
        this.room = room;
    }

    /** @throws NoRoomException from the first time on that there is no room */
    void add(Weight more) {
        if (refusal != null) {
            throw refusal;
        }
        taken = taken.and(more);
        if (taken.bytes() - told < SOME * Weights.RULE) {
            return;
        }
        told = taken.bytes();
        try {
            room.accept(taken);
        } catch (NoRoomException none) {
            refusal = none;
            cancelled = PgConnection.cast(connection).cancelRequest().otherwiseEmpty();
            throw none;
        }
    }

    /** The rows, once the transaction in which they were read has ended. */
    <T> Future<T> ended(Future<T> rows) {
        return rows.eventually(this::end).recover(error -> Future.failedFuture(refusal == null ? error : refusal));
    }

    private Future<?> end() {
        return refusal == null
                ? connection.query("commit").execute()
                : cancelled.eventually(() -> ConnectionPools.endCancelled(connection));
    }
}
