package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every row of every file in {@code decisions/}. */
class DecisionTablesTest {
    private static final Path FOLDER = Path.of("src/test/resources/decisions");

    @TestFactory
    Stream<DynamicNode> everyRowIsDecidedAsItSays() throws IOException {
        List<Path> files;
        try (Stream<Path> listing = Files.list(FOLDER)) {
            files = listing.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream().map(DecisionTablesTest::file);
    }

    private static DynamicNode file(Path file) {
        DecisionTable table = read(file);
        PolicySnapshot snapshot = table.snapshot();
        assertThat(table.allow().size() + table.deny().size()).isPositive();
        return DynamicContainer.dynamicContainer(
                file.getFileName().toString(),
                Stream.concat(
                        table.allow().stream().map(row -> row(table, snapshot, row, true)),
                        table.deny().stream().map(row -> row(table, snapshot, row, false))));
    }

    private static DynamicTest row(
            DecisionTable table, PolicySnapshot snapshot, DecisionTable.Row row, boolean allowed) {
        return DynamicTest.dynamicTest(row.toString(), () -> {
            Decision decision = table.decide(snapshot, row);
            assertThat(text(decision)).isEqualTo(row.because());
            assertThat(decision.allowed()).isEqualTo(allowed);
        });
    }

    private static String text(Decision decision) {
        String text = decision.reason().text();
        if (decision.rule() != null) {
            text += " " + decision.rule().value();
        }
        return decision.permission() == null ? text : text + " " + decision.permission();
    }

    private static DecisionTable read(Path file) {
        try {
            return DecisionTable.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
