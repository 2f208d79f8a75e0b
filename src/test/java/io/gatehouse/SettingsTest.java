package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Pattern IN_CODE = Pattern.compile(
            "(?:ConfigProperty\\(\\s*name = |getOptionalValue\\(|getValue\\()\"(gatehouse\\.[a-z.-]+)\"");
    private static final Pattern BOOLEAN_IN_CODE = Pattern.compile(
            "name = \"([a-z.-]+)\"[^)]*\\)\\s+(?:boolean|Optional<Boolean>)|\"([a-z.-]+)\",\\s+Boolean.class"
                    + "|isTrue\\(config, \"([a-z.-]+)\"");
    private static final Pattern IN_PROPERTIES =
            Pattern.compile("\\$\\{(gatehouse\\.[a-z.-]+)|^(gatehouse\\.[a-z.-]+)=", Pattern.MULTILINE);

    @Test
    void everySettingThatIsReadIsKnown() throws IOException {
        var read = new TreeSet<String>();
        ConfigurationTest.settings().map(line -> line.replaceAll("=.*", "")).forEach(read::add);
        names(IN_PROPERTIES, Path.of("src/main/resources/application.properties"))
                .forEach(read::add);
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> names(IN_CODE, file))
                    .filter(name -> !name.endsWith("."))
                    .forEach(read::add);
        }

        assertThat(Settings.known()).containsAll(read);
    }

    @Test
    void everyBooleanThatIsReadIsKnownAsOne() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .flatMap(file -> names(BOOLEAN_IN_CODE, file))
                            .distinct())
                    .filteredOn(name -> name.startsWith("gatehouse."))
                    .containsExactlyInAnyOrderElementsOf(Settings.BOOLEANS);
        }
    }

    @Test
    void misspeltNamesAreFoundInEitherForm() {
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "gatehouse.databse.url", "x",
                                "gatehouse.database.url", "x",
                                "GATEHOUSE_DATABASE_USER", "x",
                                "GATEHOUSE_DATABASE_USR", "x",
                                "gatehouse.database.usr", "x",
                                "GATEHOUSE_SERVICE_HOST", "10.0.0.1",
                                "GATEHOUSE_PORT", "tcp://10.0.0.1:8086",
                                "GATEHOUSE_HTTP_PORT", "8086",
                                "GATEHOUSE_MTEA_PORT", "8091",
                                "quarkus.anything", "x"),
                        "test",
                        500))
                .build();

        assertThat(Settings.unknown(config))
                .containsExactlyInAnyOrder(
                        "gatehouse.databse.url",
                        "GATEHOUSE_DATABASE_USR",
                        "GATEHOUSE_HTTP_PORT",
                        "GATEHOUSE_MTEA_PORT");
    }

    @Test
    void whatKubernetesTellsOfServicesIsNoSetting() {
        assertThat(List.of(
                        "GATEHOUSE_SERVICE_HOST",
                        "GATEHOUSE_SERVICE_PORT",
                        "GATEHOUSE_SERVICE_PORT_HTTP",
                        "GATEHOUSE_PORT_8086_TCP",
                        "GATEHOUSE_PORT_8086_TCP_ADDR",
                        "GATEHOUSE_PORT_8086_TCP_PORT",
                        "GATEHOUSE_POSTGRES_RW_SERVICE_HOST",
                        "GATEHOUSE_POSTGRES_RW_PORT_5432_TCP_PROTO"))
                .allMatch(name -> Settings.isServiceLink(name, "8086"));
        assertThat(List.of("GATEHOUSE_PORT", "GATEHOUSE_POSTGRES_RW_PORT"))
                .allMatch(name -> Settings.isServiceLink(name, "tcp://10.0.0.1:8086"))
                .noneMatch(name -> Settings.isServiceLink(name, "8086"));
        assertThat(List.of("GATEHOUSE_PROT", "GATEHOUSE_DATABASE_URL", "GATEHOUSE_SERVICES"))
                .noneMatch(name -> Settings.isServiceLink(name, "tcp://10.0.0.1:8086"));
    }

    private static Stream<String> names(Pattern pattern, Path file) {
        try {
            return pattern.matcher(Files.readString(file)).results().map(SettingsTest::name).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String name(MatchResult found) {
        for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
                return found.group(group);
            }
        }
        throw new IllegalStateException("no group matched");
    }
}
