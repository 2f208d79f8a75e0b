package io.gatehouse.snapshot;

import io.gatehouse.decision.Id;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Writes to the database as another instance does. */
final class OtherInstance {
    private static final String DELETE = "delete from tokens where id";

    private OtherInstance() {}

    /** Sets the token's status, as {@code PATCH /api/v2/authorizations} does there. */
    static void setStatus(String organization, String token, String status) throws SQLException {
        try (Connection connection = application()) {
            setStatus(connection, organization, token, status);
        }
    }

    /** The same on a connection of the application; returns the version that it made. */
    static long setStatus(Connection connection, String organization, String token, String status) throws SQLException {
        return change(connection, organization, token, status(status));
    }

    /** Deletes the token, as {@code DELETE /api/v2/authorizations} does there; returns the version that it made. */
    static long delete(Connection connection, String organization, String token) throws SQLException {
        return change(connection, organization, token, DELETE);
    }

    private static long change(Connection connection, String organization, String token, String change)
            throws SQLException {
        long org = Id.parse(organization);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select begin_write(" + org + ", '" + org + "', '{\"credential\": \"other\"}')");
            execute(statement, token, change);
            long version = version(statement, org);
            connection.commit();
            return version;
        }
    }

    /** Sets it likewise, but the news of it is lost; returns the version that it made. */
    static long setStatusSilently(String organization, String token, String status) throws SQLException {
        return changeSilently(organization, token, "token", status(status));
    }

    /** Deletes the token likewise. */
    static long deleteSilently(String organization, String token) throws SQLException {
        return changeSilently(organization, token, "token", DELETE);
    }

    /** Deletes the secret of the token likewise, as a rotation without grace does. */
    static long deleteSecretSilently(String organization, String token) throws SQLException {
        return changeSilently(organization, token, "secret", "delete from token_secrets where token_id");
    }

    private static long changeSilently(String organization, String token, String kind, String change)
            throws SQLException {
        long org = Id.parse(organization);
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            setTriggers(statement, "disable");
            execute(statement, token, change);
            statement.execute("update policy_versions set version = version + 1 where org_id = " + org);
            statement.execute("insert into policy_changes select org_id, version, '" + kind + "', " + Id.parse(token)
                    + " from policy_versions where org_id = " + org);
            setTriggers(statement, "enable");
            long version = version(statement, org);
            connection.commit();
            return version;
        }
    }

    private static void setTriggers(Statement statement, String state) throws SQLException {
        for (String table : List.of("tokens", "token_secrets")) {
            statement.execute("alter table " + table + " " + state + " trigger record_row");
        }
    }

    private static long version(Statement statement, long organization) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("select version from policy_versions where org_id = " + organization)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Deletes the record of what changed in an organization. */
    static void forgetChanges(String organization) throws SQLException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from policy_changes where org_id = " + Id.parse(organization));
        }
    }

    static Connection application() throws SQLException {
        return connect("gatehouse.database.user", "gatehouse.database.password");
    }

    static Connection owner() throws SQLException {
        return connect("gatehouse.database.owner-user", "gatehouse.database.owner-password");
    }

    static Connection reader() throws SQLException {
        return connect("gatehouse.database.reader-user", "gatehouse.database.reader-password");
    }

    private static String status(String status) {
        return "update tokens set status = '" + status + "' where id";
    }

    private static void execute(Statement statement, String token, String change) throws SQLException {
        if (statement.executeUpdate(change + " = " + Id.parse(token)) != 1) {
            throw new SQLException("no such token");
        }
    }

    private static Connection connect(String user, String password) throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                "jdbc:" + config.getValue("gatehouse.database.url", String.class),
                config.getValue(user, String.class),
                config.getValue(password, String.class));
    }
}
