package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.RunningGatehouse.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands beside a running instance in production, where setting it up over HTTP is closed. */
class OperatorCommandsIT {
    private static final String[] SETUP = {"setup", "--org", "home", "--bucket", "b", "--user", "root"};
    private static final String TOKEN_LINE = "gth_[0-9A-Za-z]{46}\n";

    @TempDir
    Path folder;

    @Test
    void setupAndOperatorTokenWorkWhileTheInstanceRuns() {
        Map<String, String> configuration = Production.configuration();
        try (RunningGatehouse instance = RunningGatehouse.with(configuration)) {
            var nobody = Conversation.with(instance);
            assertThat(nobody.get("/api/v2/setup")
                            .expect(200)
                            .json()
                            .get("allowed")
                            .asBoolean())
                    .isFalse();
            assertThat(nobody.post(
                                    "/api/v2/setup",
                                    "{'username': 'x', 'password': 'long enough', 'org': 'x', 'bucket': 'x'}")
                            .expect(403)
                            .body())
                    .contains("gatehouse setup");

            Ended setUp = RunningGatehouse.run(configuration, "long enough\n", SETUP);
            assertThat(setUp.code()).as(setUp.errors()).isZero();
            assertThat(setUp.output()).as("the token alone").matches(TOKEN_LINE);
            nobody.withPassword("root", "long enough")
                    .send("POST", "/api/v2/signin", null)
                    .expect(204);
            assertThat(organizations(instance, setUp.output())).isEqualTo(200);

            Ended again = RunningGatehouse.run(configuration, "long enough\n", SETUP);
            assertThat(again.code()).isEqualTo(1);
            assertThat(again.output()).isEmpty();
            assertThat(again.errors().lines()).singleElement().asString().contains("already been completed");

            Ended broken = RunningGatehouse.run(configuration, "", "operator-token");
            assertThat(broken.code()).as(broken.errors()).isZero();
            assertThat(broken.output()).matches(TOKEN_LINE).isNotEqualTo(setUp.output());
            assertThat(organizations(instance, broken.output())).isEqualTo(200);
            assertThat(nobody.withToken(broken.output().strip())
                            .get("/v1/audit?org=home&kind=token&descending=true&limit=1")
                            .expect(200)
                            .body())
                    .contains("operator-token command")
                    .doesNotContain(broken.output().strip());
        }
    }

    @Test
    void commandsSayThatTheDatabaseIsNotMigrated() {
        Map<String, String> configuration = new HashMap<>(Production.configuration());
        configuration.put("gatehouse.database.migrate-at-start", "false");

        for (String[] command : new String[][] {SETUP, {"operator-token"}}) {
            Ended refused = RunningGatehouse.run(configuration, "long enough\n", command);

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.output()).isEmpty();
            assertThat(refused.errors())
                    .contains("gatehouse: the database is not migrated; run `gatehouse migrate` first\n");
        }
    }

    @Test
    void operatorTokenIsForAnOwnerOfTheInstanceAndAnActiveOrganization() {
        Map<String, String> configuration = Production.configuration();
        Production.setUp(migrated(configuration));

        Ended unknownOrganization = RunningGatehouse.run(configuration, "", "operator-token", "--org", "nowhere");
        assertThat(unknownOrganization.code()).isEqualTo(1);
        assertThat(unknownOrganization.errors()).contains("no active organization `nowhere`");

        Ended unknownUser = RunningGatehouse.run(configuration, "", "operator-token", "--user", "nobody");
        assertThat(unknownUser.code()).isEqualTo(1);
        assertThat(unknownUser.errors()).contains("no active user `nobody` owns the instance");
    }

    @Test
    void passwordComesFromAFileAsWell() throws IOException {
        Map<String, String> configuration = Production.configuration();
        Path file = Files.writeString(folder.resolve("password"), "from a file\n");

        Ended done = RunningGatehouse.run(
                configuration, "", "setup", "--org=home", "--bucket=b", "--user=root", "--password-file=" + file);

        assertThat(done.code()).as(done.errors()).isZero();
        try (RunningGatehouse instance = RunningGatehouse.with(configuration)) {
            Conversation.with(instance)
                    .withPassword("root", "from a file")
                    .send("POST", "/api/v2/signin", null)
                    .expect(204);
        }
    }

    @Test
    void commandLineThatIsNotUnderstoodPrintsTheUsageAndEndsWithTwo() {
        for (String[] arguments : new String[][] {
            {"no-such-command"},
            {"--help"},
            {"setup"},
            {"setup", "--password=hunter2"},
            {"operator-token", "now"},
            {"migrate", "--help"},
            {"migrate", "--dry-run"},
            {"serve", "--port", "9090"},
            {"version", "--short"}
        }) {
            Ended ended = RunningGatehouse.run(Map.of(), "", arguments);
            assertThat(ended.code()).as(ended.errors()).isEqualTo(2);
            assertThat(ended.errors()).contains("usage: gatehouse").doesNotContain("hunter2");
            assertThat(ended.output()).isEmpty();
        }
    }

    @Test
    void versionIsThatOfTheBuild() {
        Ended ended = RunningGatehouse.run(Map.of(), "", "version");

        assertThat(ended.code()).isZero();
        assertThat(ended.output()).matches("gatehouse \\d+\\.\\d+\\.\\d+.*\n");
    }

    private static Map<String, String> migrated(Map<String, String> configuration) {
        assertThat(RunningGatehouse.run(new HashMap<>(configuration), "", "migrate")
                        .code())
                .isZero();
        return configuration;
    }

    private static int organizations(RunningGatehouse instance, String token) {
        return Conversation.with(instance)
                .withToken(token.strip())
                .get("/api/v2/orgs")
                .status();
    }
}
