package io.gatehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The packaged application in a process of its own, on free ports, for tests that kill it, stop it, or run two of them.
 * Packaged means {@code target/quarkus-app} or the native executable, so only tests that run after {@code package} may.
 */
public final class RunningGatehouse implements AutoCloseable {

    private static final Path APPLICATION = Path.of(
                    System.getProperty("gatehouse.test.build", "target"), "quarkus-app", "quarkus-run.jar")
            .toAbsolutePath();
    private static final Set<Integer> GIVEN_PORTS = ConcurrentHashMap.newKeySet();
    private static final Duration LONGEST_START = Duration.ofSeconds(90);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final int port;
    private final int metaPort;
    private final int managementPort;

    private RunningGatehouse(Process process, Path log, Map<String, String> configuration) {
        this.process = process;
        this.log = log;
        this.port = Integer.parseInt(configuration.getOrDefault("quarkus.http.port", "0"));
        this.metaPort = Integer.parseInt(configuration.getOrDefault("gatehouse.meta.port", "0"));
        this.managementPort = Integer.parseInt(configuration.getOrDefault("quarkus.management.port", "0"));
    }

    /** Starts on an embedded data folder of its own, and waits until it serves. */
    public static RunningGatehouse on(Path dataDirectory, Map<String, String> configuration) {
        return launchOn(dataDirectory, configuration).awaitReady();
    }

    /** Starts on a given database (as {@code TestDatabase.create()} makes one), and waits until it serves. */
    public static RunningGatehouse with(Map<String, String> configuration) {
        return launch(configuration).awaitReady();
    }

    /** As {@link #with(Map)}, with more in its environment. */
    public static RunningGatehouse with(Map<String, String> configuration, Map<String, String> environment) {
        return launch(program(), configuration, environment).awaitReady();
    }

    /** As {@link #with(Map)}, with these options of the JVM. */
    public static RunningGatehouse with(Map<String, String> configuration, List<String> jvmOptions) {
        List<String> command = program();
        command.addAll(isOnTheJvm() ? 1 : 0, isOnTheJvm() ? jvmOptions : List.of());
        return launch(command, configuration, Map.of()).awaitReady();
    }

    /** Starts on an embedded data folder without waiting, for starts that fail. */
    public static RunningGatehouse launchOn(Path dataDirectory, Map<String, String> configuration) {
        Map<String, String> whole = new HashMap<>(configuration);
        whole.put("gatehouse.embedded.data-directory", dataDirectory.toString());
        whole.putIfAbsent(
                "gatehouse.embedded.binaries-directory",
                Path.of("target", "test-postgres", "binaries").toAbsolutePath().toString());
        return launch(whole);
    }

    /** Starts without waiting. */
    public static RunningGatehouse launch(Map<String, String> configuration, String... arguments) {
        return launch(program(arguments), configuration, Map.of());
    }

    /** As {@link #launch(Map, String...)}, of another program. */
    static RunningGatehouse launch(List<String> command, Map<String, String> configuration) {
        return launch(command, configuration, Map.of());
    }

    /** The configuration is passed in a file, as a secret in a command line shows to all. */
    private static RunningGatehouse launch(
            List<String> command, Map<String, String> configuration, Map<String, String> environment) {
        Map<String, String> whole = new HashMap<>(configuration);
        whole.putIfAbsent("quarkus.http.port", freePort());
        whole.putIfAbsent("gatehouse.meta.port", freePort());
        whole.putIfAbsent("quarkus.management.port", freePort());
        try {
            Path folder =
                    Files.createTempDirectory(Files.createDirectories(Path.of("target", "running-gatehouse")), "run");
            writeConfiguration(folder, whole);
            Path log = folder.resolve("log.txt").toAbsolutePath();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
            builder.environment().putAll(environment);
            RunningGatehouse gatehouse = new RunningGatehouse(builder.start(), log, whole);
            Runtime.getRuntime().addShutdownHook(new Thread(gatehouse::close));
            return gatehouse;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A command that ended.
     *
     * @param output what it printed on stdout, {@code errors} on stderr
     */
    public record Ended(int code, String output, String errors) {}

    /** Runs a command to its end, with that text on its stdin. */
    public static Ended run(Map<String, String> configuration, String input, String... arguments) {
        try {
            Path folder = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "running-gatehouse")), "command");
            writeConfiguration(folder, configuration);
            Path errors = folder.resolve("errors.txt").toAbsolutePath();
            ProcessBuilder builder = new ProcessBuilder(program(arguments))
                    .directory(folder.toFile())
                    .redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
            Process process = builder.start();
            try (var stdin = process.outputWriter()) {
                stdin.write(input);
            } catch (IOException unread) {
                // a command that takes no input may have ended
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output, Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The base of the main port, without a slash at its end. */
    public URI uri() {
        return URI.create("http://localhost:" + port);
    }

    /** The base of the Meta API's own port. */
    public URI metaUri() {
        return URI.create("http://localhost:" + metaPort);
    }

    /** The base of the management port. */
    public URI managementUri() {
        return URI.create("http://localhost:" + managementPort);
    }

    /** Everything that it has printed, on either stream. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** {@code kill -9}: no hook runs, nothing is flushed. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** {@code SIGTERM}, and waits for the end. */
    public void stop() {
        terminate();
        awaitExit();
    }

    /** {@code SIGTERM}. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for the end and returns the exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Gatehouse does not end; it printed:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    /** Whether these tests run the JVM build; {@code -Dnative} makes and tests the native one. */
    public static boolean isOnTheJvm() {
        return System.getProperty("native") == null;
    }

    private static List<String> program(String... arguments) {
        List<String> command = new ArrayList<>(isOnTheJvm() ? jvmProgram() : nativeProgram());
        command.addAll(List.of(arguments));
        return command;
    }

    static List<String> jvmProgram() {
        return List.of(ProcessHandle.current().info().command().orElse("java"), "-jar", APPLICATION.toString());
    }

    static List<String> nativeProgram() {
        return List.of(System.getProperty("native.image.path", "native.image.path is not set"));
    }

    private RunningGatehouse awaitReady() {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (answers(client, managementUri() + "/q/health/ready") && answers(client, uri() + "/health")) {
                return this;
            }
            pause();
        }
        String printed = log();
        close();
        throw new IllegalStateException("Gatehouse is not ready; it printed:\n" + printed);
    }

    private static boolean answers(HttpClient client, String uri) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void writeConfiguration(Path folder, Map<String, String> configuration) throws IOException {
        Path file = Files.createDirectories(folder.resolve("config")).resolve("application.properties");
        StringBuilder lines = new StringBuilder();
        configuration.forEach((key, value) -> lines.append(key)
                .append('=')
                .append(value.replace("\\", "\\\\"))
                .append('\n'));
        Files.writeString(file, lines);
    }

    /** A port on which nobody listens at this moment, another one each time. */
    public static String freePort() {
        int port;
        do {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } while (!GIVEN_PORTS.add(port));
        return Integer.toString(port);
    }
}
