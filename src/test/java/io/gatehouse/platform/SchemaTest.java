package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test
    void versionThatIsWaitedForIsThatOfTheLastMigration() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .map(name -> name.substring(1, name.indexOf("__")).replace('_', '.'))
                            .max(Comparator.naturalOrder()))
                    .hasValue(Schema.VERSION);
        }
    }
}
