package io.gatehouse.api.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.RunningGatehouse;
import io.gatehouse.platform.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** InfluxData's own JavaScript library against the packaged program: {@code src/test/javascript}, run by Node.js. */
class JavaScriptClientIT {
    private static final Path SOURCE = Path.of("src", "test", "javascript");
    private static final Path FOLDER = Path.of("target", "javascript");
    private static final Pattern NO_NETWORK =
            Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH");
    private static final int MINUTES = 5;

    @Test
    void librarysOwnCallsWorkUnchanged() throws IOException, InterruptedException {
        for (String program : List.of("node", "npm")) {
            assumeTrue(isInstalled(program), program + " is not installed");
        }
        copySources();
        Result install = run(Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--fetch-retries=1");
        assumeTrue(!NO_NETWORK.matcher(install.output()).find(), "the npm registry cannot be reached");
        assertThat(install.exitCode()).as(install.output()).isZero();

        try (RunningGatehouse gatehouse = RunningGatehouse.with(TestDatabase.create())) {
            Map<String, String> environment =
                    Map.of("GATEHOUSE_URL", gatehouse.uri().toString(), "GATEHOUSE_TOKEN", setUp(gatehouse.uri()));
            Result tests = run(environment, "node", "--test");
            assertThat(tests.exitCode()).as(tests.output()).isZero();
        }
    }

    /** Sets the program up; answers the operator's token. */
    private static String setUp(URI gatehouse) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(gatehouse.resolve("/api/v2/setup"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"username\": \"root\", \"org\": \"home\", \"bucket\": \"first\"}"))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(answer).at("/auth/token").asText();
    }

    private static void copySources() throws IOException {
        Files.createDirectories(FOLDER);
        try (var files = Files.newDirectoryStream(SOURCE, "*.{js,json}")) {
            for (Path file : files) {
                Path copy = FOLDER.resolve(file.getFileName());
                Files.deleteIfExists(copy);
                Files.copy(file, copy);
            }
        }
    }

    private static boolean isInstalled(String program) throws InterruptedException {
        try {
            return run(Map.of(), program, "--version").exitCode() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static Result run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("javascript", ".txt");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(Files.createDirectories(FOLDER).toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            return new Result(ended ? process.exitValue() : -1, Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    private record Result(int exitCode, String output) {}
}
