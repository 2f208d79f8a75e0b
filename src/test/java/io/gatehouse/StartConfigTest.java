package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.embedded.StartRefusedException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    void portThatIsNoneIsRefusedInTheAddressOfEitherDatabase() {
        for (String port : List.of("port", "", "0", "65536", "123456", "99999999999", "-1", "+5432", "5432x", "５")) {
            for (String host : List.of("db:", "[::1]:", "db1:5432,db2:")) {
                assertThatThrownBy(() -> isConfigured("postgresql://" + host + port + "/gatehouse"))
                        .as(host + port)
                        .isInstanceOf(StartRefusedException.class)
                        .hasMessage("gatehouse.database.url must have a port from 1 to 65535, not `" + port + "`");
            }
            assertThatThrownBy(() -> isConfigured(
                            "postgresql://db:5432/gatehouse",
                            "postgresql://one:5432/a,postgresql://two:" + port + "/a"))
                    .as(port)
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessage("gatehouse.database.reader-url must have a port from 1 to 65535, not `" + port + "`");
        }
    }

    @Test
    void addressWithAPortOrWithoutIsTaken() {
        for (String hosts : List.of(
                "db", "db:1", "db:05432", "db:65535", "10.1.2.3:5432", "[::1]", "[::1]:5432", "db1:5432,db2,[::1]:1")) {
            String address = "postgresql://" + hosts + "/gatehouse?application_name=a:b";
            assertThat(isConfigured(address)).as(address).isTrue();
        }
        for (String replicas : List.of(
                "postgresql://db:5432/gatehouse",
                "postgres://[::1]:5432/gatehouse",
                "vertx-reactive:postgresql://user:word@db/gatehouse",
                "postgresql://db?application_name=a:b/c",
                "postgresql://one:5432/gatehouse,postgresql://two/gatehouse")) {
            assertThat(isConfigured("postgresql://db:5432/gatehouse", replicas))
                    .as(replicas)
                    .isTrue();
        }
    }

    @Test
    void addressOfAnotherFormIsRefused() {
        for (String address : List.of("db:5432/gatehouse", "jdbc:postgresql://db/gatehouse", "postgresql://a:b@db/a")) {
            assertThatThrownBy(() -> isConfigured(address))
                    .as(address)
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessage("gatehouse.database.url must have the form `postgresql://host:port/database`,"
                            + " without a user");
        }
        assertThatThrownBy(() -> isConfigured("postgresql://db:5432/gatehouse", "db:5432"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage("gatehouse.database.reader-url must have the form `postgresql://host:port/database`");
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

    private static boolean isConfigured(String address) {
        return isConfigured(Map.of("gatehouse.database.url", address));
    }

    private static boolean isConfigured(String address, String replica) {
        return isConfigured(Map.of("gatehouse.database.url", address, "gatehouse.database.reader-url", replica));
    }

    private static boolean isConfigured(Map<String, String> addresses) {
        return StartConfig.isDatabaseConfigured(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(addresses, "addresses", 500))
                .withDefaultValue("gatehouse.database.user", "app")
                .withDefaultValue("gatehouse.database.password", "secret-of-app")
                .build());
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
