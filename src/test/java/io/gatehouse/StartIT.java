package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.OwnedTables;
import io.gatehouse.platform.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Starts in a cluster: before the database is there, before it is migrated, two at once, and such as are refused. */
class StartIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration PROMPTLY = Duration.ofSeconds(30);

    @Test
    void startWithoutDatabaseWaitsAndEndsPromptlyWhenToldTo() {
        for (String migrates : List.of("true", "false")) {
            Map<String, String> configuration = new HashMap<>(Production.configuration());
            configuration.put(
                    "gatehouse.database.url", "postgresql://localhost:" + RunningGatehouse.freePort() + "/none");
            configuration.put("gatehouse.database.migrate-at-start", migrates);
            try (RunningGatehouse waiting = RunningGatehouse.launch(configuration)) {
                // The fifth is later than the longest wait for a connection.
                Awaitility.await().atMost(SOON).until(() -> attempts(waiting.log()) >= 5);

                long told = System.nanoTime();
                waiting.stop();

                assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(PROMPTLY);
                assertThat(waiting.log()).doesNotContain("\tat ");
            }
        }
    }

    @Test
    void instanceIsUpAndNotReadyUntilTheDatabaseIsMigrated() {
        Map<String, String> configuration = new HashMap<>(TestDatabase.create());
        configuration.put("gatehouse.database.migrate-at-start", "false");
        try (RunningGatehouse instance = RunningGatehouse.launch(configuration)) {
            awaitHealth(instance, "live", 200);
            awaitHealth(instance, "started", 200);
            awaitHealth(instance, "ready", 503);

            assertThat(RunningGatehouse.run(configuration, "", "migrate").code())
                    .isZero();

            awaitHealth(instance, "ready", 200);
            Conversation.with(instance).get("/api/v2/setup").expect(200);
        }
    }

    @Test
    void twoMigrationsAtOnceAreOne() {
        Map<String, String> configuration = TestDatabase.create();
        var both = List.of(1, 2).stream()
                .map(number -> CompletableFuture.supplyAsync(() -> RunningGatehouse.run(configuration, "", "migrate")))
                .toList();

        assertThat(both).allSatisfy(migration -> {
            var ended = migration.join();
            assertThat(ended.code()).as(ended.output() + ended.errors()).isZero();
            assertThat(ended.output()).containsPattern("the database is at version \\d+");
        });
    }

    @Test
    void wrongAccountIsRefusedInOneLine() {
        Map<String, String> configuration = new HashMap<>(TestDatabase.create());
        configuration.put("gatehouse.database.owner-password", "not-the-one");

        var refused = RunningGatehouse.run(configuration, "", "serve");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.errors().lines())
                .singleElement()
                .asString()
                .contains("refuses the account")
                .doesNotContain("not-the-one");
    }

    @Test
    void portOfTheMetaApiThatIsTakenIsRefusedInOneLine() throws IOException {
        Map<String, String> configuration = new HashMap<>(TestDatabase.create());
        try (var taken = new ServerSocket(0)) {
            configuration.put("gatehouse.meta.port", Integer.toString(taken.getLocalPort()));
            try (RunningGatehouse refused = RunningGatehouse.launch(configuration)) {
                assertThat(refused.awaitExit()).as(refused.log()).isEqualTo(1);
                assertThat(refused.log())
                        .contains("gatehouse: gatehouse.meta.port " + taken.getLocalPort() + " cannot be opened: ")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void unsafeProductionIsRefusedWithALineForEachReason() {
        Map<String, String> configuration = new HashMap<>(TestDatabase.create());
        configuration.put("gatehouse.production", "true");
        configuration.put("gatehouse.setup.over-http", "true");

        var refused = RunningGatehouse.run(configuration, "", "serve");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).isEmpty();
        assertThat(refused.errors().lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("gatehouse: "))
                .anyMatch(line -> line.contains("gatehouse.token.peppers"))
                .anyMatch(line -> line.contains("gatehouse.tls-terminated-by-proxy"))
                .anyMatch(line -> line.contains("gatehouse.meta.port"))
                .anyMatch(line -> line.contains("gatehouse.setup.over-http"));
    }

    @Test
    void accountThatPassesRowLevelSecurityIsRefusedInProduction() {
        Map<String, String> configuration = Production.configuration();
        assertThat(RunningGatehouse.run(configuration, "", "migrate").code()).isZero();

        for (String account : List.of("", "reader-")) {
            Map<String, String> passing = withOwnerAs(account, configuration);
            try (RunningGatehouse refused = RunningGatehouse.launch(passing)) {
                assertThat(refused.awaitExit()).as(refused.log()).isEqualTo(1);
                assertThat(refused.log().lines().filter(line -> line.startsWith("gatehouse: ")))
                        .singleElement()
                        .asString()
                        .contains("owns the tables", "set gatehouse.database." + account + "user to");
            }
        }
    }

    @Test
    void accountThatMayCreateTablesIsRefusedInProduction() throws SQLException {
        Map<String, String> configuration = Production.configuration();
        assertThat(RunningGatehouse.run(configuration, "", "migrate").code()).isZero();

        for (String account : List.of("user", "reader-user")) {
            String name = configuration.get("gatehouse.database." + account);
            OwnedTables.of(configuration).execute("grant create on schema public to " + name);
            try (RunningGatehouse refused = RunningGatehouse.launch(configuration)) {
                assertThat(refused.awaitExit()).as(refused.log()).isEqualTo(1);
                assertThat(refused.log().lines().filter(line -> line.startsWith("gatehouse: ")))
                        .singleElement()
                        .asString()
                        .contains("`" + name + "` may create objects in the schema `public`");
            }
            OwnedTables.of(configuration).execute("revoke create on schema public from " + name);
        }
    }

    @Test
    void accountThatTurnsOutToPassRowLevelSecurityLeavesTheInstanceUnready() {
        Map<String, String> configuration = Production.configuration();
        try (RunningGatehouse instance = RunningGatehouse.launch(withOwnerAs("", configuration))) {
            Awaitility.await().atMost(SOON).until(() -> attempts(instance.log()) >= 1);
            assertThat(RunningGatehouse.run(configuration, "", "migrate").code())
                    .isZero();

            Awaitility.await().atMost(SOON).until(() -> instance.log().contains("not ready: the database account"));
            awaitHealth(instance, "live", 200);
            awaitHealth(instance, "ready", 503);
        }
    }

    @Test
    void misspeltSettingIsNamed() {
        Map<String, String> configuration = new HashMap<>(TestDatabase.create());
        configuration.put("gatehouse.snapshot.max-stalenes", "PT1S");
        try (RunningGatehouse instance = RunningGatehouse.with(configuration)) {
            assertThat(instance.log()).contains("there is no setting `gatehouse.snapshot.max-stalenes`");
        }
    }

    /** As where another runs the migrations, and the account is mistaken for the owner's. */
    private static Map<String, String> withOwnerAs(String account, Map<String, String> configuration) {
        Map<String, String> mistaken = new HashMap<>(configuration);
        for (String part : List.of("user", "password")) {
            mistaken.put(
                    "gatehouse.database." + account + part,
                    String.valueOf(mistaken.remove("gatehouse.database.owner-" + part)));
        }
        mistaken.put("gatehouse.database.migrate-at-start", "false");
        return mistaken;
    }

    private static long attempts(String log) {
        return log.lines()
                .filter(line -> line.contains("waiting for the database") || line.contains("looking again"))
                .count();
    }

    private static void awaitHealth(RunningGatehouse instance, String kind, int status) {
        URI health = instance.managementUri().resolve("/q/health/" + kind);
        Awaitility.await().atMost(SOON).ignoreExceptions().until(() -> status(health) == status);
    }

    private static int status(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
