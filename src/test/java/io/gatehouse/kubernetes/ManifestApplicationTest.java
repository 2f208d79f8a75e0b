package io.gatehouse.kubernetes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the manifests say about Gatehouse is true of it: ports, probes, settings, commands. */
@QuarkusTest
class ManifestApplicationTest {
    /** In a sentence, or at the beginning of a line of the usage. */
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:`|^ {2})([a-z-]+)(?:`| {2,})");

    private final URI management = URI.create(
            "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class));

    @ParameterizedTest
    @EnumSource
    void portsAreThoseThatItListensOn(Manifests source) throws IOException {
        Map<String, String> ports = Map.of(
                "http", setting("quarkus.http.port"),
                "http1", setting("quarkus.http.port"),
                "meta", setting("gatehouse.meta.port"),
                "management", setting("quarkus.management.port"));
        assertThat(servers(source).flatMap(container -> Manifest.each(container.path("ports"))))
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port.path("containerPort").asText())
                        .isEqualTo(ports.get(port.path("name").asText())));
        assertThat(source.objects().stream()
                        .filter(object -> object.type().equals("v1 Service"))
                        .filter(service -> service.name().equals("gatehouse"))
                        .flatMap(service -> Manifest.each(service.json().at("/spec/ports"))))
                .allSatisfy(port -> assertThat(port.path("port").asText())
                        .isEqualTo(ports.get(port.path("targetPort").asText())));
    }

    @ParameterizedTest
    @EnumSource
    void probesAskWhatIsAnsweredWithoutCredentials(Manifests source) throws IOException {
        String managementPort = setting("quarkus.management.port");
        String port = setting("quarkus.http.port");
        assertThat(source.objects().stream().filter(ManifestApplicationTest::isServer))
                .isNotEmpty()
                .allSatisfy(object -> assertThat(object.containers()).allSatisfy(container -> {
                    assertThat(asked(container, "startupProbe"))
                            .isIn("management/q/health/started", managementPort + "/q/health/started");
                    assertThat(asked(container, "readinessProbe"))
                            .isIn("management/q/health/ready", managementPort + "/q/health/ready");
                    // Knative sends it to the port of the doors, whatever the manifest says (Knative Serving,
                    // rewriteUserLivenessProbe).
                    assertThat(asked(container, "livenessProbe"))
                            .isEqualTo(
                                    object.type().equals("serving.knative.dev/v1 Service")
                                            ? port + "/ping"
                                            : "management/q/health/live");
                }));
        for (String path : List.of("/q/health/started", "/q/health/ready", "/q/health/live")) {
            given().get(management.resolve(path)).then().statusCode(200);
        }
        given().get("/ping").then().statusCode(204);
    }

    private static String asked(JsonNode container, String probe) {
        JsonNode asked = container.path(probe).path("httpGet");
        return asked.path("port").asText() + asked.path("path").asText();
    }

    @ParameterizedTest
    @EnumSource
    void everyEnvironmentVariableIsASettingThatItReads(Manifests source) {
        KnownSettings known = new KnownSettings();
        Stream<String> names = Stream.concat(
                source.objects().stream()
                        .filter(Manifest::isGatehouse)
                        .flatMap(Manifest::containers)
                        .flatMap(container -> Manifest.each(container.path("env")))
                        .map(variable -> variable.path("name").asText()),
                source.objects().stream()
                        .filter(object -> object.kind().equals("ConfigMap"))
                        .filter(object -> object.name().matches("gatehouse-[0-9a-z]{10}"))
                        .flatMap(object -> Manifest.texts(object.json().path("data")).keySet().stream()));
        assertThat(names).isNotEmpty().allMatch(known::reads);
    }

    @Test
    void everyLineOfASettingsFileIsASettingThatItReads() {
        KnownSettings known = new KnownSettings();
        assertThat(Manifests.settings().stream().map(line -> line.substring(0, line.indexOf('='))))
                .isNotEmpty()
                .allMatch(known::reads);
    }

    @Test
    void aMistypedEnvironmentVariableIsNoSetting() {
        assertThat(List.of(
                        "GATEHOUSE_DATABASE_MIGRATE_AT_STARTUP",
                        "GATEHOUSE_TOKEN_PEPPER",
                        "QUARKUS_DATASOURCE_READER_REACTIVE_SSL_MODE",
                        "QUARKUS_HTTP_PROT",
                        "PATH"))
                .noneMatch(new KnownSettings()::reads);
    }

    @ParameterizedTest
    @EnumSource
    void everyCommandIsOneOfItsOwn(Manifests source) throws IOException, InterruptedException {
        assertThat(source.objects().stream()
                        .filter(Manifest::isGatehouse)
                        .flatMap(Manifest::containers)
                        .map(container -> container.path("args").path(0).asText()))
                .isNotEmpty()
                .isSubsetOf(commands());
    }

    /** Those that the program names when it is given one that it does not have. */
    private static List<String> commands() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.gatehouse.Main",
                        "no-such-command")
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        List<String> commands = COMMAND.matcher(answer)
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(command -> !command.equals("no-such-command"))
                .toList();
        assertThat(commands).as(answer).contains("serve", "migrate", "version");
        return commands;
    }

    private static Stream<JsonNode> servers(Manifests source) {
        return source.objects().stream()
                .filter(ManifestApplicationTest::isServer)
                .flatMap(Manifest::containers);
    }

    private static boolean isServer(Manifest object) {
        return object.isGatehouse() && !object.kind().equals("Job");
    }

    /** As the application is shipped with, and not as a test starts it. */
    private static String setting(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream stream = ManifestApplicationTest.class.getResourceAsStream("/application.properties")) {
            properties.load(stream);
        }
        return properties.getProperty(name);
    }
}
