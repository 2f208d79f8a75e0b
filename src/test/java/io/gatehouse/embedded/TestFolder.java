package io.gatehouse.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.ds.PGSimpleDataSource;

/** A data folder seen from outside: the server that works on it, and the owner's way into its database. */
record TestFolder(Path data) {

    /** The live server process, if there is one. */
    Optional<ProcessHandle> server() {
        return postmaster().flatMap(lines -> ProcessHandle.of(Long.parseLong(lines.get(0))));
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = owner().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String query(String sql) throws SQLException {
        try (Connection connection = owner().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private PGSimpleDataSource owner() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {PostgresServer.HOST});
        source.setPortNumbers(
                new int[] {Integer.parseInt(postmaster().orElseThrow().get(3))});
        source.setDatabaseName("gatehouse");
        source.setUser(DatabaseAccounts.OWNER);
        source.setPassword(secrets().getProperty("database.owner-password"));
        return source;
    }

    private Properties secrets() {
        Properties secrets = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve("secrets.properties"))) {
            secrets.load(reader);
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Process number, folder, start time, port, and so on, a line each. */
    private Optional<List<String>> postmaster() {
        Path file = data.resolve("postgres").resolve("postmaster.pid");
        try {
            return Files.exists(file) ? Optional.of(Files.readAllLines(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
