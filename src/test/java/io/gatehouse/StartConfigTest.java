package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.embedded.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What is said of settings that mean nothing, before anything starts. */
class StartConfigTest {

    @Test
    void wordThatIsNeitherTrueNorFalseIsRefused() {
        for (String setting : Settings.BOOLEANS) {
            for (String word : new String[] {"ture", "enabled", "tru e", "2", "-"}) {
                assertThatThrownBy(() -> read(setting, word))
                        .as(setting + "=" + word)
                        .isInstanceOf(StartRefusedException.class)
                        .hasMessageStartingWith(setting + " ")
                        .hasMessageContaining("`" + word + "`");
            }
        }
    }

    @Test
    void everyWordThatSmallRyeKnowsIsTaken() {
        for (String setting : Settings.BOOLEANS) {
            for (String word : List.of(
                    "true", "1", "yes", "y", "on", "ja", "j", "si", "sim", "oui", "false", "0", "no", "n", "off",
                    "nein", "não", "non")) {
                assertThatCode(() -> read(setting, word)).doesNotThrowAnyException();
                assertThatCode(() -> read(setting, " " + word.toUpperCase(Locale.ROOT) + " "))
                        .doesNotThrowAnyException();
            }
            assertThatCode(() -> read(setting, " ")).as("as if it was not set").doesNotThrowAnyException();
        }
    }

    @Test
    void filesElsewhereThatOnlyQuarkusWouldReadAreRefused() {
        for (String setting : List.of("quarkus.config.locations", "smallrye.config.locations")) {
            assertThatThrownBy(() -> read(setting, "/etc/gatehouse.properties"))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageStartingWith(setting + " ")
                    .hasMessageContaining("config/application.properties");
        }
    }

    @Test
    void whatIsSetForTheProfileIsSeen() {
        System.setProperty("%prod.gatehouse.production", "true");
        try {
            assertThat(StartConfig.read().getValue("gatehouse.production", Boolean.class))
                    .isTrue();
        } finally {
            System.clearProperty("%prod.gatehouse.production");
        }
    }

    @Test
    void fileOfAProfileIsRefused() throws IOException {
        Path folder = Path.of("config");
        boolean isNew = !Files.exists(folder);
        Path file = Files.createFile(Files.createDirectories(folder).resolve("application-of-test.properties"));
        try {
            assertThatThrownBy(StartConfig::read)
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining(file.toString());
        } finally {
            Files.delete(file);
            if (isNew) {
                Files.delete(folder);
            }
        }
    }

    /** Reads the configuration with one more system property. */
    private static void read(String setting, String value) {
        System.setProperty(setting, value);
        try {
            assertThat(StartConfig.read().getConfigValue(setting).getRawValue()).isEqualTo(value);
        } finally {
            System.clearProperty(setting);
        }
    }
}
