package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.OwnedTables;
import io.gatehouse.platform.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The command line of the packaged program. */
class CommandsIT {
    private static final int SIGTERM = 143;

    @TempDir
    Path folder;

    @Test
    void versionIsPrinted() {
        try (RunningGatehouse asked = RunningGatehouse.launch(Map.of(), "version")) {
            assertThat(asked.awaitExit()).isZero();
            assertThat(asked.log()).matches("gatehouse \\d+\\.\\d+\\.\\d+\\S*\n");
        }
    }

    @Test
    void unknownCommandIsAnsweredWithTheUsage() {
        try (RunningGatehouse refused = RunningGatehouse.launch(Map.of(), "server")) {
            assertThat(refused.awaitExit()).isEqualTo(2);
            assertThat(refused.log())
                    .startsWith("gatehouse: there is no such command")
                    .contains("usage:", "serve");
        }
    }

    @Test
    void migrateBringsTheSchemaAndEnds() throws Exception {
        Map<String, String> configuration = TestDatabase.create();
        try (RunningGatehouse migrating = RunningGatehouse.launch(configuration, "migrate")) {
            assertThat(migrating.awaitExit()).as(migrating.log()).isZero();
            assertThat(migrating.log()).contains("the database is at version ");
        }
        assertThat(OwnedTables.of(configuration).one("select count(*) from users"))
                .isEqualTo("0");
        Map<String, String> unprivileged = new HashMap<>(configuration);
        unprivileged.put("gatehouse.database.migrate-at-start", "false");
        unprivileged.remove("gatehouse.database.owner-user");
        unprivileged.remove("gatehouse.database.owner-password");
        try (RunningGatehouse serving = RunningGatehouse.with(unprivileged)) {
            assertThat(Conversation.with(serving)
                            .get("/api/v2/setup")
                            .expect(200)
                            .text("allowed"))
                    .isEqualTo("true");
        }
    }

    @Test
    void migrateTakesADatabaseWhereAnotherHasPutAFunction() throws Exception {
        Map<String, String> configuration = TestDatabase.create();
        try (Connection connection = OwnedTables.of(configuration).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create function public.user_search() returns text language sql as 'select null'");
        }
        assertThat(RunningGatehouse.run(configuration, "", "migrate").code())
                .as("no database that may be somebody else's")
                .isEqualTo(1);

        configuration.putAll(productionSettings("quarkus.flyway.baseline"));

        RunningGatehouse.Ended migrated = RunningGatehouse.run(configuration, "", "migrate");
        assertThat(migrated.code()).as(migrated.errors()).isZero();
        assertThat(OwnedTables.of(configuration).one("select count(*) from users"))
                .isEqualTo("0");
    }

    @Test
    void signalEndsItInOrder() {
        try (RunningGatehouse gatehouse = RunningGatehouse.with(TestDatabase.create())) {
            gatehouse.stop();
            assertThat(gatehouse.awaitExit()).isEqualTo(SIGTERM);
            assertThat(gatehouse.log()).contains("gatehouse stopped in");
        }
    }

    @Test
    @DisabledIf("io.gatehouse.RunningGatehouse#isOnTheJvm")
    void executableWithoutDatabaseIsRefusedInOneLine() {
        Path data = folder.resolve("data");
        try (RunningGatehouse refused = RunningGatehouse.launchOn(data, Map.of())) {
            assertThat(refused.awaitExit()).isEqualTo(1);
            assertThat(refused.log().lines()).singleElement().asString().contains("gatehouse.database.url");
        }
        assertThat(data).doesNotExist();
    }

    /** Those with names that begin so, from the manifests of production, where CloudNativePG makes the database. */
    private static Map<String, String> productionSettings(String beginning) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("k8s", "overlays", "production", "gatehouse.env"))) {
            int end = line.indexOf('=');
            String flat = line.substring(0, Math.max(0, end)).toLowerCase(Locale.ROOT);
            if (flat.startsWith(beginning.replace('.', '_'))) {
                String rest = flat.substring(beginning.length()).replace('_', '-');
                settings.put(beginning + rest, line.substring(end + 1));
            }
        }
        return settings;
    }
}
