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
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        Map<String, String> withoutPepper = new HashMap<>(configuration);
        withoutPepper.remove("gatehouse.token.peppers");
        try (RunningGatehouse migrating = RunningGatehouse.launch(withoutPepper, "migrate")) {
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
    void everyOtherCommandNeedsThePepper() {
        Map<String, String> configuration = TestDatabase.create();
        configuration.remove("gatehouse.token.peppers");
        for (String[] command : new String[][] {
            {"serve"}, {"operator-token"}, {"setup", "--org", "home", "--bucket", "b", "--user", "root"}
        }) {
            var refused = RunningGatehouse.run(configuration, "long enough\n", command);

            assertThat(refused.code()).as(refused.errors()).isEqualTo(1);
            assertThat(refused.errors())
                    .isEqualTo("gatehouse: gatehouse.token.peppers (GATEHOUSE_TOKEN_PEPPERS) is not set\n");
        }
    }

    @Test
    void mistypedSettingIsNamed() {
        Map<String, String> configuration = TestDatabase.create();
        configuration.put("gatehouse.database.reader-usr", "reader");

        var migrated = RunningGatehouse.run(configuration, "", "migrate");

        assertThat(migrated.code()).isZero();
        assertThat(migrated.errors())
                .contains("gatehouse: there is no setting `gatehouse.database.reader-usr`: it sets nothing");
    }

    @Test
    void aDatabaseWithSomethingInItIsMigratedAsProductionSays() throws Exception {
        Map<String, String> configuration = TestDatabase.create();
        try (Connection connection = OwnedTables.of(configuration).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create function public.user_search() returns text language sql as 'select null'");
        }
        assertThat(RunningGatehouse.run(configuration, "", "migrate").code())
                .as("no database that may be somebody else's")
                .isEqualTo(1);

        try (RunningGatehouse serving =
                RunningGatehouse.with(configuration, productionEnvironment("QUARKUS_FLYWAY_BASELINE"))) {
            assertThat(Conversation.with(serving)
                            .get("/api/v2/setup")
                            .expect(200)
                            .text("allowed"))
                    .isEqualTo("true");
        }
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

    /** What the manifests of production, where CloudNativePG makes the database, set of variables that begin so. */
    private static Map<String, String> productionEnvironment(String beginning) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("k8s", "overlays", "production", "gatehouse.env"))) {
            return lines.filter(line -> line.startsWith(beginning))
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        }
    }
}
