package io.gatehouse.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** The tables of a database as their owner sees them: every row, past row-level security. */
public final class OwnedTables {
    /** Written behind, whenever a token is used. */
    private static final String USAGE = "token_usage";

    private final Map<String, String> configuration;

    private OwnedTables(Map<String, String> configuration) {
        this.configuration = configuration;
    }

    /** Of the program that runs in this JVM. */
    public static OwnedTables ofThisProgram() {
        var config = ConfigProvider.getConfig();
        Map<String, String> configuration = new TreeMap<>();
        for (String key : List.of("url", "owner-user", "owner-password")) {
            configuration.put("gatehouse.database." + key, config.getValue("gatehouse.database." + key, String.class));
        }
        return new OwnedTables(configuration);
    }

    /** Of the database that a program is configured for. */
    public static OwnedTables of(Map<String, String> configuration) {
        return new OwnedTables(configuration);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + configuration.get("gatehouse.database.url"),
                configuration.get("gatehouse.database.owner-user"),
                configuration.get("gatehouse.database.owner-password"));
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** For each table how many rows it has and a digest of them, but for what is written behind. */
    public Map<String, String> state() throws SQLException {
        Map<String, String> state = new TreeMap<>();
        try (Connection connection = connect()) {
            for (String table : names(connection)) {
                if (!table.equals(USAGE)) {
                    state.put(
                            table,
                            one(
                                    connection,
                                    "select count(*) || ' rows, ' || coalesce(md5(string_agg(r::text, ';' order by"
                                            + " r::text)), '') from " + table + " r"));
                }
            }
        }
        return state;
    }

    /** Every row of every table as text, with the name of its table before it. */
    public List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect()) {
            for (String table : names(connection)) {
                list(connection, "select r::text from " + table + " r").forEach(row -> rows.add(table + ": " + row));
            }
        }
        return rows;
    }

    /** The one value of a query. */
    public String one(String query) throws SQLException {
        try (Connection connection = connect()) {
            return one(connection, query);
        }
    }

    /** The first column of a query. */
    public List<String> list(String query) throws SQLException {
        try (Connection connection = connect()) {
            return list(connection, query);
        }
    }

    private static List<String> names(Connection connection) throws SQLException {
        return list(
                connection,
                "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
                        + " and relname <> 'flyway_schema_history' order by relname");
    }

    private static String one(Connection connection, String query) throws SQLException {
        return String.valueOf(list(connection, query).get(0));
    }

    private static List<String> list(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
