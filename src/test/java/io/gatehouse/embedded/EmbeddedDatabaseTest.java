package io.gatehouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    private static final Path BINARIES = Path.of("target", "test-postgres", "binaries");

    @TempDir
    Path folder;

    @Test
    void acknowledgedWritesAreDurable() throws SQLException {
        try (EmbeddedDatabase database = start()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(new TestFolder(database.dataDirectory()).query("show " + setting))
                        .as(setting)
                        .isEqualTo("on");
            }
        }
    }

    @Test
    void everyAccountNeedsItsPassword() {
        try (EmbeddedDatabase database = start()) {
            Map<String, String> configuration = database.configuration();
            String url = "jdbc:" + configuration.get("gatehouse.database.url");
            for (String user : List.of(DatabaseAccounts.OWNER, DatabaseAccounts.APPLICATION, DatabaseAccounts.READER)) {
                assertThatThrownBy(() -> DriverManager.getConnection(url, user, "guessed"))
                        .as(user)
                        .hasMessageContaining("password authentication failed");
            }
        }
    }

    @Test
    void applicationAndReaderCannotMakeTables() throws SQLException {
        try (EmbeddedDatabase database = start()) {
            Map<String, String> configuration = database.configuration();
            for (String role : List.of("", "reader-")) {
                try (Connection connection = DriverManager.getConnection(
                                "jdbc:" + configuration.get("gatehouse.database.url"),
                                configuration.get("gatehouse.database." + role + "user"),
                                configuration.get("gatehouse.database." + role + "password"));
                        Statement statement = connection.createStatement()) {
                    assertThatThrownBy(() -> statement.execute("create table intruder ()"))
                            .hasMessageContaining("permission denied");
                }
            }
        }
    }

    @Test
    void secretsAreKeptAcrossStartsAndReadByTheOwnerOnly() throws Exception {
        Map<String, String> first;
        try (EmbeddedDatabase database = start()) {
            assertThat(database.isCreated()).isTrue();
            first = database.configuration();
        }
        assertThat(permissions(folder.resolve("data"))).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("data/secrets.properties"))).isEqualTo("rw-------");
        try (EmbeddedDatabase database = start()) {
            assertThat(database.isCreated()).isFalse();
            assertThat(database.configuration()).containsAllEntriesOf(withoutAddress(first));
        }
        String pepper = first.getOrDefault("gatehouse.token.peppers", "").replaceFirst(".*:", "");
        assertThat(Base64.getUrlDecoder().decode(pepper)).hasSize(32);
    }

    @Test
    void aKilledServerComesBackWithWhatItAcknowledged() throws SQLException {
        try (EmbeddedDatabase database = start()) {
            TestFolder data = new TestFolder(database.dataDirectory());
            data.execute("create table kept as select 'written' as line");
            data.server().orElseThrow().destroyForcibly();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> data.query("select line from kept").equals("written"));
        }
    }

    @Test
    void aForeignProcessWithTheServersOldNumberIsLeftAlone() throws Exception {
        start().close();
        Process foreign = new ProcessBuilder("sleep", "60").start();
        Path pidFile = folder.resolve("data/postgres/postmaster.pid");
        Files.writeString(pidFile, foreign.pid() + "\n" + folder.resolve("data/postgres") + "\n1\n1\n\n\n1 1\nready\n");
        start().close();
        assertThat(foreign.isAlive()).isTrue();
        foreign.destroy();
    }

    @Test
    void oneFolderHasOneServerAtATime() {
        try (EmbeddedDatabase first = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("in use by another Gatehouse")
                    .hasMessageContaining(first.dataDirectory().toString());
        }
    }

    @Test
    void lostSecretsAreNotMadeAnew() throws Exception {
        start().close();
        Files.delete(folder.resolve("data/secrets.properties"));
        assertThatThrownBy(this::start)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("secrets.properties");
    }

    @Test
    void aStartThatWasKilledWhileItWroteItsSecretsIsBegunAgain() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("secrets.properties.unfinished"), "database.superuser-pass");

        try (EmbeddedDatabase database = start()) {
            assertThat(database.isCreated()).isTrue();
        }
        assertThat(data.resolve("secrets.properties.unfinished")).doesNotExist();
    }

    @Test
    void aFolderOfSomebodyElseIsLeftAlone() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("letters.txt"), "private");
        assertThatThrownBy(this::start)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("holds other files");
        assertThat(data.resolve("letters.txt")).hasContent("private");
    }

    private EmbeddedDatabase start() {
        return EmbeddedDatabase.start(new EmbeddedSettings(folder.resolve("data"), BINARIES, 0));
    }

    private static Map<String, String> withoutAddress(Map<String, String> configuration) {
        Map<String, String> rest = new HashMap<>(configuration);
        rest.remove("gatehouse.database.url");
        return rest;
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
