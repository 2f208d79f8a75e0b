package io.gatehouse.platform;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A lock that requests wait for in the order in which they come, until a test lets it go. */
public final class HeldLock implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String WAITING = "select count(*) from pg_stat_activity"
            + " where datname = current_database() and pg_blocking_pids(pid) <> '{}'";

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private final Connection holder;

    private HeldLock(String rows) throws SQLException {
        holder = tables.connect();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute(rows + " for update");
        }
    }

    /** That of an organization's writers; of the instance's, if it is 0. */
    public static HeldLock ofWriters(long organization) throws SQLException {
        return new HeldLock("select from policy_versions where org_id = " + organization);
    }

    /** Against whoever changes the user, or makes something that belongs to it. */
    public static HeldLock ofUser(long user) throws SQLException {
        return new HeldLock("select from users where id = " + user);
    }

    /**
     * Goes on when so many wait, for this lock or for each other. Asked on other connections: one transaction keeps seeing
     * the connections that there were at first.
     */
    public void awaitWaiting(int many) {
        await().atMost(SOON).until(() -> tables.one(WAITING).equals(String.valueOf(many)));
    }

    /** Lets the lock go. */
    public void release() throws SQLException {
        holder.commit();
    }

    @Override
    public void close() throws SQLException {
        holder.rollback();
        holder.close();
    }
}
