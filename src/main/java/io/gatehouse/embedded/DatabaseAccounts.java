package io.gatehouse.embedded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * The three accounts of a Gatehouse database: the owner migrates it, the application writes and reads its rows, the
 * reader only reads. What each may do to which table is written in the migrations.
 */
public record DatabaseAccounts(String ownerPassword, String applicationPassword, String readerPassword) {

    public static final String OWNER = "gatehouse_owner";
    public static final String APPLICATION = "gatehouse_app";
    public static final String READER = "gatehouse_reader";

    // Names and passwords stand in statements that take no parameters; these characters need no quoting.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    public DatabaseAccounts {
        requirePlain(ownerPassword);
        requirePlain(applicationPassword);
        requirePlain(readerPassword);
    }

    /** Makes what is missing of the accounts and the database; the passwords are set anew. */
    public void prepare(DataSource superuser, String database) throws SQLException {
        requirePlain(database);
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            // A failed statement would show its password in the server's log.
            statement.execute("set log_min_error_statement = 'panic'");
            account(statement, OWNER, ownerPassword);
            account(statement, APPLICATION, applicationPassword);
            account(statement, READER, readerPassword);
            if (!exists(statement, "select 1 from pg_database where datname = '" + database + "'")) {
                statement.execute("create database " + database + " owner " + OWNER);
            }
            statement.execute("revoke connect, temporary on database " + database + " from public");
            statement.execute("grant connect on database " + database + " to " + APPLICATION + ", " + READER);
        }
    }

    /** The configuration of Gatehouse for the database at this address. */
    public Map<String, String> configuration(String host, int port, String database) {
        return Map.of(
                "gatehouse.database.url", "postgresql://" + host + ":" + port + "/" + database,
                "gatehouse.database.user", APPLICATION,
                "gatehouse.database.password", applicationPassword,
                "gatehouse.database.owner-user", OWNER,
                "gatehouse.database.owner-password", ownerPassword,
                "gatehouse.database.reader-user", READER,
                "gatehouse.database.reader-password", readerPassword);
    }

    @Override
    public String toString() {
        return "DatabaseAccounts[secret]";
    }

    private static void account(Statement statement, String name, String password) throws SQLException {
        boolean exists = exists(statement, "select 1 from pg_roles where rolname = '" + name + "'");
        String verb = exists ? "alter" : "create";
        statement.execute(verb + " role " + name + " login password '" + password + "'");
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void requirePlain(String word) {
        if (!PLAIN.matcher(word).matches()) {
            throw new IllegalArgumentException("may hold letters, digits, `_` and `-` only");
        }
    }
}
