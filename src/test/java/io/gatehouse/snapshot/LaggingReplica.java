package io.gatehouse.snapshot;

import io.gatehouse.platform.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;

/** A second database in the place of a replica, which is as recent as the last time that a test has made it so. */
public final class LaggingReplica implements QuarkusTestResourceLifecycleManager {
    private static final String URL = "gatehouse.database.reader-url";

    /** What look-ups read, in an order in which it can be written. */
    private static final List<String> TABLES = List.of(
            "policy_versions",
            "policy_changes",
            "organizations",
            "users",
            "buckets",
            "memberships",
            "tokens",
            "token_secrets");

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = TestDatabase.create();
        configuration.putAll(TestDatabase.freePorts());
        String replica = TestDatabase.create().get("gatehouse.database.url");
        configuration.put(URL, replica);
        Flyway.configure()
                .dataSource(
                        "jdbc:" + replica,
                        configuration.get("gatehouse.database.owner-user"),
                        configuration.get("gatehouse.database.owner-password"))
                .placeholders(Map.of(
                        "app_role", configuration.getOrDefault("gatehouse.database.user", ""),
                        "reader_role", configuration.getOrDefault("gatehouse.database.reader-user", "")))
                .load()
                .migrate();
        return configuration;
    }

    @Override
    public void stop() {}

    /** Makes the replica what the primary is now. */
    static void catchUp() throws SQLException {
        try (Connection primary = OtherInstance.owner();
                Connection replica = replica();
                Statement statement = replica.createStatement()) {
            replica.setAutoCommit(false);
            for (String table : TABLES) {
                statement.execute("alter table " + table + " disable trigger user");
            }
            for (int i = TABLES.size() - 1; i >= 0; i--) {
                statement.execute("delete from " + TABLES.get(i));
            }
            for (String table : TABLES) {
                copy(primary, statement, table);
            }
            replica.commit();
        }
    }

    /** Makes it refuse what look-ups read. */
    static void fail() throws SQLException {
        execute("alter table token_secrets rename to lost");
    }

    /** Ends that. */
    static void recover() throws SQLException {
        execute("alter table lost rename to token_secrets");
    }

    /** Makes it take a millisecond for each fourth bucket, and send them meanwhile. */
    static void slowDown() throws SQLException {
        execute("alter table buckets rename to fast_buckets");
        execute("create view buckets as select * from fast_buckets"
                + " where id % 4 <> 0 or pg_sleep(0.001) is not null");
        execute("grant select on buckets to public");
    }

    /** Ends that. */
    static void speedUp() throws SQLException {
        execute("drop view buckets");
        execute("alter table fast_buckets rename to buckets");
    }

    /** Makes it say nothing of buckets until the connection is closed. */
    static Connection fallSilent() throws SQLException {
        Connection replica = replica();
        replica.setAutoCommit(false);
        try (Statement statement = replica.createStatement()) {
            statement.execute("lock table buckets in access exclusive mode");
        }
        return replica;
    }

    /** How many locks its connections wait for; whose activity it is, only the connection's own account may see. */
    static int waiting() throws SQLException {
        try (Connection replica = replica();
                Statement statement = replica.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from pg_locks l join pg_database d"
                        + " on d.oid = l.database where d.datname = current_database() and not l.granted")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(String statement) throws SQLException {
        try (Connection replica = replica();
                Statement executed = replica.createStatement()) {
            executed.execute(statement);
        }
    }

    private static Connection replica() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                "jdbc:" + config.getValue(URL, String.class),
                config.getValue("gatehouse.database.owner-user", String.class),
                config.getValue("gatehouse.database.owner-password", String.class));
    }

    private static void copy(Connection primary, Statement replica, String table) throws SQLException {
        String columns = columns(primary, table);
        try (Statement statement = primary.createStatement();
                ResultSet rows = statement.executeQuery("select coalesce(json_agg(t), '[]') from " + table + " t")) {
            rows.next();
            replica.execute("insert into " + table + " (" + columns + ") overriding system value select " + columns
                    + " from json_populate_recordset(null::" + table + ", '"
                    + rows.getString(1).replace("'", "''") + "')");
        }
    }

    /** Those that are not computed. */
    private static String columns(Connection primary, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = primary.createStatement();
                ResultSet rows = statement.executeQuery("select column_name from information_schema.columns"
                        + " where table_schema = current_schema() and is_generated = 'NEVER' and table_name = '" + table
                        + "'")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return String.join(", ", columns);
    }
}
