package io.gatehouse.snapshot;

import io.gatehouse.decision.Id;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.ConfigProvider;

/** Writes to the database as another instance does. */
final class OtherInstance {
    private OtherInstance() {}

    /** Sets the token's status, as {@code PATCH /api/v2/authorizations} does there. */
    static void setStatus(String organization, String token, String status) throws SQLException {
        try (Connection connection = application()) {
            setStatus(connection, organization, token, status);
        }
    }

    /** The same on a connection of the application; returns the version that it made. */
    static long setStatus(Connection connection, String organization, String token, String status) throws SQLException {
        long org = Id.parse(organization);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select begin_write(" + org + ", '" + org + "', '{\"credential\": \"other\"}')");
            update(connection, token, status);
            try (ResultSet rows = statement.executeQuery("select version from policy_versions where org_id = " + org)) {
                rows.next();
                long version = rows.getLong(1);
                connection.commit();
                return version;
            }
        }
    }

    /** The same, but the news of it is lost. */
    static void setStatusSilently(String organization, String token, String status) throws SQLException {
        long org = Id.parse(organization);
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table tokens disable trigger record_row");
            update(connection, token, status);
            statement.execute("update policy_versions set version = version + 1 where org_id = " + org);
            statement.execute("insert into policy_changes select org_id, version, 'token', " + Id.parse(token)
                    + " from policy_versions where org_id = " + org);
            statement.execute("alter table tokens enable trigger record_row");
            connection.commit();
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

    private static void update(Connection connection, String token, String status) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update tokens set status = ? where id = ?")) {
            update.setString(1, status);
            update.setLong(2, Id.parse(token));
            if (update.executeUpdate() != 1) {
                throw new SQLException("no such token");
            }
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
