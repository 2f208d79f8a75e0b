package io.gatehouse.platform;

import io.gatehouse.embedded.DatabaseAccounts;
import io.gatehouse.embedded.EmbeddedDatabase;
import io.gatehouse.embedded.EmbeddedSettings;
import io.gatehouse.embedded.StartRefusedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The one PostgreSQL server of this test JVM: a container where a Docker engine answers, else the embedded one.
 * {@code -Dgatehouse.test.database} or {@code GATEHOUSE_TEST_DATABASE} forces {@code embedded} or
 * {@code testcontainers}.
 *
 * <p>Every Quarkus start loads this class anew, so what they share stands in the system properties.
 */
record TestServer(String host, int port, String user, String password) {

    private static final String PROPERTY = "gatehouse.test.server";
    private static final String SWITCH = "gatehouse.test.database";
    private static final DatabaseAccounts ACCOUNTS = new DatabaseAccounts("test-owner", "test-app", "test-reader");
    private static final Path FOLDER = Path.of("target", "test-postgres").toAbsolutePath();
    private static final int MOST_JVMS_AT_ONCE = 16;

    static TestServer running() {
        synchronized (Runtime.getRuntime()) {
            String known = System.getProperty(PROPERTY);
            TestServer server = known == null ? start() : parse(known);
            System.setProperty(PROPERTY, server.text());
            return server;
        }
    }

    /** Makes an empty database with Gatehouse's three accounts, and returns what configures Gatehouse for it. */
    Map<String, String> newDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try {
            ACCOUNTS.prepare(superuser(), name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the database " + name, e);
        }
        return ACCOUNTS.configuration(host, port, name);
    }

    private PGSimpleDataSource superuser() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private static TestServer start() {
        String choice = System.getProperty(SWITCH, System.getenv().getOrDefault("GATEHOUSE_TEST_DATABASE", "auto"));
        return switch (choice) {
            case "embedded" -> embedded();
            case "testcontainers" -> container();
            case "auto" -> automatic();
            default ->
                throw new IllegalStateException(
                        SWITCH + " must be auto, embedded or testcontainers, not `" + choice + "`");
        };
    }

    /** An engine that reaches no registry, or lets nobody reach a container, is as good as none. */
    private static TestServer automatic() {
        try {
            if (DockerClientFactory.instance().isDockerAvailable()) {
                return container();
            }
        } catch (RuntimeException unusable) {
            System.err.println(
                    "no PostgreSQL in a container, the embedded one serves instead: " + unusable.getMessage());
        }
        return embedded();
    }

    @SuppressWarnings("resource") // lives as long as the JVM; the engine's reaper removes it
    private static TestServer container() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:17")
                .withDatabaseName("postgres")
                .withEnv("POSTGRES_INITDB_ARGS", "--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8");
        container.start();
        return new TestServer(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword());
    }

    private static TestServer embedded() {
        EmbeddedDatabase database = startInFreeFolder();
        Runtime.getRuntime().addShutdownHook(new Thread(database::close, "test-database-stop"));
        if (!(database.superuser() instanceof PGSimpleDataSource source)) {
            throw new IllegalStateException("the embedded database is reached by another driver");
        }
        TestServer server = new TestServer(
                source.getServerNames()[0], source.getPortNumbers()[0], "postgres", source.getPassword());
        server.dropOldDatabases();
        return server;
    }

    /** Takes over the folder of an earlier run, also of one that was killed, unless that run is still alive. */
    private static EmbeddedDatabase startInFreeFolder() {
        StartRefusedException refused = new StartRefusedException("no folder tried");
        for (int number = 1; number <= MOST_JVMS_AT_ONCE; number++) {
            Path folder = FOLDER.resolve(Integer.toString(number));
            try {
                return EmbeddedDatabase.start(new EmbeddedSettings(folder, FOLDER.resolve("binaries"), 0));
            } catch (StartRefusedException e) {
                refused = e;
            }
        }
        throw refused;
    }

    private void dropOldDatabases() {
        try (Connection connection = superuser().getConnection();
                Statement statement = connection.createStatement()) {
            List<String> old = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery("select datname from pg_database where datname like 'test\\_%'")) {
                while (rows.next()) {
                    old.add(rows.getString(1));
                }
            }
            for (String name : old) {
                statement.execute("drop database " + name + " with (force)");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot drop the databases of an earlier run", e);
        }
    }

    private String text() {
        return String.join(" ", host, Integer.toString(port), user, password);
    }

    private static TestServer parse(String text) {
        List<String> parts = List.of(text.split(" "));
        return new TestServer(parts.get(0), Integer.parseInt(parts.get(1)), parts.get(2), parts.get(3));
    }
}
