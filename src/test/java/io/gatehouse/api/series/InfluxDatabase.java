package io.gatehouse.api.series;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real InfluxDB 1.x in a process of its own, with one database. */
final class InfluxDatabase implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Process process;
    private final String address;

    private InfluxDatabase(Process process, int port) {
        this.process = process;
        this.address = "http://localhost:" + port;
    }

    /** The program, or null where it is not installed. */
    static @Nullable Path program() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/bin", "/usr/local/bin"))
                .map(folder -> Path.of(folder, "influxd"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    static InfluxDatabase start(Path program, Path folder) throws IOException, InterruptedException {
        int port = freePort();
        Path configuration = folder.resolve("influxdb.conf");
        Files.writeString(
                configuration,
                String.join(
                        "\n",
                        "reporting-disabled = true",
                        "bind-address = \"127.0.0.1:" + freePort() + "\"",
                        "[meta]",
                        "dir = \"" + folder.resolve("meta") + "\"",
                        "[data]",
                        "dir = \"" + folder.resolve("data") + "\"",
                        "wal-dir = \"" + folder.resolve("wal") + "\"",
                        "[monitor]",
                        "store-enabled = false",
                        "[http]",
                        "bind-address = \"127.0.0.1:" + port + "\"",
                        ""));
        Process process = new ProcessBuilder(program.toString(), "run", "-config", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        InfluxDatabase database = new InfluxDatabase(process, port);
        database.awaitReady();
        database.query("CREATE DATABASE db");
        return database;
    }

    /** Writes lines, and answers the status. */
    int write(byte[] lines) {
        return write("db", lines);
    }

    /** As into another database. */
    int write(String name, byte[] lines) {
        return write(name, "identity", lines);
    }

    /** A body of this encoding. */
    int write(String name, String encoding, byte[] body) {
        return send(HttpRequest.newBuilder(URI.create(address + "/write?db=" + name))
                        .header("Content-Encoding", encoding)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build())
                .statusCode();
    }

    /** The first result of a query. */
    JsonNode query(String text) {
        String form = "db=db&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(address + "/query"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
        try {
            JsonNode result = json.readTree(answer.body()).path("results").path(0);
            if (answer.statusCode() != 200 || result.has("error")) {
                throw new AssertionError(text + ": " + answer.body());
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady() throws InterruptedException {
        HttpRequest ping = HttpRequest.newBuilder(URI.create(address + "/ping")).build();
        for (int i = 0; i < 300 && process.isAlive(); i++) {
            try {
                if (send(ping).statusCode() == 204) {
                    return;
                }
            } catch (UncheckedIOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("influxd does not start");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
