package io.gatehouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.RunningGatehouse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf("io.gatehouse.RunningGatehouse#isOnTheJvm")
class EmbeddedDatabaseIT {

    @TempDir
    Path folder;

    @Test
    void firstStartSaysOnceWhatToDoNext() {
        Path data = folder.resolve("data");
        try (RunningGatehouse first = RunningGatehouse.on(data, Map.of())) {
            first.stop();
            assertThat(first.log())
                    .containsOnlyOnce(first.uri() + "/api/v2/setup")
                    .contains(data.toString());
        }
        try (RunningGatehouse second = RunningGatehouse.on(data, Map.of())) {
            assertThat(second.log()).doesNotContain("/api/v2/setup");
        }
    }

    @Test
    void startAfterKillTakesOverAndFindsWhatWasWritten() throws Exception {
        Path data = folder.resolve("data");
        try (RunningGatehouse killed = RunningGatehouse.on(data, Map.of())) {
            new TestFolder(data).execute("create table kept as select 'written' as line");
            killed.kill();
        }
        assertThat(new TestFolder(data).server())
                .as("the server outlives its Gatehouse")
                .isPresent();
        try (RunningGatehouse next = RunningGatehouse.on(data, Map.of())) {
            assertThat(new TestFolder(data).query("select line from kept")).isEqualTo("written");
            next.stop();
        }
        assertThat(new TestFolder(data).server())
                .as("a stop leaves nothing behind")
                .isEmpty();
    }

    @Test
    void secondStartOnOneFolderIsRefusedInOneLine() {
        Path data = folder.resolve("data");
        try (RunningGatehouse first = RunningGatehouse.on(data, Map.of());
                RunningGatehouse second = RunningGatehouse.launchOn(data, Map.of())) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.log().lines())
                    .singleElement()
                    .asString()
                    .contains("in use by another Gatehouse")
                    .contains(data.toString());
            assertThat(new TestFolder(data).server()).as("the first goes on").isPresent();
            first.stop();
        }
    }

    @Test
    void productionWithoutDatabaseIsRefused() {
        Path data = folder.resolve("data");
        try (RunningGatehouse refused = RunningGatehouse.launchOn(data, Map.of("gatehouse.production", "true"))) {
            assertThat(refused.awaitExit()).isEqualTo(1);
            assertThat(refused.log().lines())
                    .allMatch(line -> line.startsWith("gatehouse: "))
                    .anyMatch(line -> line.contains("gatehouse.database.url"))
                    .anyMatch(line -> line.contains("gatehouse.embedded.data-directory"));
        }
        assertThat(data).doesNotExist();
    }
}
