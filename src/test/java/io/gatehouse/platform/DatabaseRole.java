package io.gatehouse.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** One of the accounts on the program's database, at work in a transaction that is rolled back at its end. */
final class DatabaseRole implements AutoCloseable {
    static final String NOT_PERMITTED = "42501";

    private final Connection connection;

    private DatabaseRole(Connection connection) {
        this.connection = connection;
    }

    static DatabaseRole application() throws SQLException {
        return connect("");
    }

    static DatabaseRole reader() throws SQLException {
        return connect("reader-");
    }

    static DatabaseRole owner() throws SQLException {
        return connect("owner-");
    }

    /** Says for which organization it works, or {@code instance}. */
    DatabaseRole scope(Object scope) throws SQLException {
        value("select set_config('gatehouse.scope', '" + scope + "', true)");
        return this;
    }

    String value(String query) throws SQLException {
        return String.valueOf(values(query).get(0));
    }

    List<String> values(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** How many rows it changed. */
    int execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** The state with which the statement fails, or what it did; the transaction goes on as if it had not been. */
    String stateOf(String sql) throws SQLException {
        var savepoint = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "done, " + statement.getUpdateCount() + " rows";
        } catch (SQLException refused) {
            return String.valueOf(refused.getSQLState());
        } finally {
            connection.rollback(savepoint);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }

    private static DatabaseRole connect(String role) throws SQLException {
        var config = ConfigProvider.getConfig();
        Connection connection = DriverManager.getConnection(
                "jdbc:" + config.getValue("gatehouse.database.url", String.class),
                config.getValue("gatehouse.database." + role + "user", String.class),
                config.getValue("gatehouse.database." + role + "password", String.class));
        connection.setAutoCommit(false);
        return new DatabaseRole(connection);
    }
}
