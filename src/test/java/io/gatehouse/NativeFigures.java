package io.gatehouse;

import io.gatehouse.platform.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Prints what the native executable costs beside the JVM build, both taken in one run: start, memory, throughput, size.
 * {@code native/measure.sh} runs it.
 */
public final class NativeFigures {
    private static final int STARTS = 11;
    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 32;
    private static final int RULES = 100;
    private static final long DECISIONS = 100_000;
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<String, String> configuration = new HashMap<>(TestDatabase.create());
    private String token = "";

    private NativeFigures() {}

    public static void main(String... args) throws IOException {
        new NativeFigures().print();
    }

    private void print() throws IOException {
        try (RunningGatehouse gatehouse = start(RunningGatehouse.jvmProgram())) {
            awaitAnswer(gatehouse.managementUri(), "/q/health/ready", "");
            fill(gatehouse);
        }
        configuration.put("gatehouse.database.migrate-at-start", "false");
        Path executable = Path.of(RunningGatehouse.nativeProgram().get(0));
        line("machine", "%d processors, %s", Runtime.getRuntime().availableProcessors(), processor());
        line("JDK", "%s", System.getProperty("java.runtime.version"));
        line("executable", "%.1f MiB", Files.size(executable) / 1024.0 / 1024.0);
        line("exec until ready", "%s", starts("management", "/q/health/ready"));
        line("exec until the first decision", "%s", starts("doors", "/authorize?permission=read:bucket:b"));
        load();
    }

    private void load() throws IOException {
        try (RunningGatehouse jvm = start(RunningGatehouse.jvmProgram());
                RunningGatehouse executable = start(RunningGatehouse.nativeProgram())) {
            awaitAnswer(jvm.uri(), "/health", "");
            awaitAnswer(executable.uri(), "/health", "");
            line("resident, just started", "native %s, JVM %s", resident(executable), resident(jvm));
            try (LoadClient onJvm = client(jvm);
                    LoadClient onNative = client(executable)) {
                onJvm.send(DECISIONS, Long.MAX_VALUE / 2);
                onNative.send(DECISIONS, Long.MAX_VALUE / 2);
                line("resident, 100,000 decisions", "native %s, JVM %s", resident(executable), resident(jvm));
                long jvmTotal = 0;
                long nativeTotal = 0;
                onJvm.send(Long.MAX_VALUE, ROUND_NANOS);
                for (int round = 0; round < ROUNDS; round++) {
                    nativeTotal += onNative.send(Long.MAX_VALUE, ROUND_NANOS);
                    jvmTotal += onJvm.send(Long.MAX_VALUE, ROUND_NANOS);
                }
                long seconds = TimeUnit.NANOSECONDS.toSeconds(ROUND_NANOS) * ROUNDS;
                line(
                        "decisions a second",
                        "native %d, JVM %d, ratio %.2f",
                        nativeTotal / seconds,
                        jvmTotal / seconds,
                        (double) nativeTotal / jvmTotal);
                line("resident, at the end", "native %s, JVM %s", resident(executable), resident(jvm));
            }
        }
    }

    /** An organization with a bucket, rules, and the token that asks. */
    private void fill(RunningGatehouse gatehouse) {
        Conversation anybody = Conversation.with(gatehouse);
        var setup = anybody.post(
                        "/api/v2/setup",
                        "{'username': 'root', 'password': 'of the figures', 'org': 'home', 'bucket': 'b'}")
                .expect(201);
        Conversation admin = anybody.withToken(setup.text("auth.token"));
        String org = setup.text("org.id");
        for (int rule = 0; rule < RULES; rule++) {
            admin.post(
                            "/influxdb/v2/acl/restrictions",
                            "{'database': {'match': 'exact', 'value': 'b'}, 'measurement': {'match': 'exact', 'value': 'm"
                                    + rule + "'}, 'permissions': ['write']}")
                    .expect(200);
        }
        token = admin.post("/api/v2/authorizations", "{'orgID': '" + org + "', 'perms': 'read:buckets'}")
                .expect(201)
                .text("token");
    }

    private LoadClient client(RunningGatehouse gatehouse) throws IOException {
        String body = "{\"subject\":{\"type\":\"token\",\"id\":\"" + token + "\"},\"action\":{\"name\":\"read\"},"
                + "\"resource\":{\"type\":\"bucket\",\"id\":\"b\",\"properties\":{\"measurement\":\"m\"}}}";
        String request = "POST /access/v1/evaluation HTTP/1.1\r\nHost: localhost\r\nAuthorization: Token " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        return new LoadClient(gatehouse.uri().getPort(), request, CONNECTIONS);
    }

    private String starts(String port, String path) {
        boolean isManagement = port.equals("management");
        long[] onNative = new long[STARTS];
        for (int each = 0; each < STARTS; each++) {
            onNative[each] = startNanos(RunningGatehouse.nativeProgram(), isManagement, path);
        }
        long onJvm = startNanos(RunningGatehouse.jvmProgram(), isManagement, path);
        long[] order = LongStream.of(onNative).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "native %d ms (%d to %d, %d starts), JVM %d ms",
                millis(order[STARTS / 2]),
                millis(order[0]),
                millis(order[STARTS - 1]),
                STARTS,
                millis(onJvm));
    }

    private long startNanos(List<String> program, boolean isManagement, String path) {
        long start = System.nanoTime();
        try (RunningGatehouse gatehouse = start(program)) {
            awaitAnswer(isManagement ? gatehouse.managementUri() : gatehouse.uri(), path, token);
            return System.nanoTime() - start;
        }
    }

    private RunningGatehouse start(List<String> program) {
        return RunningGatehouse.launch(program, configuration);
    }

    /** Asks every millisecond until the answer is 200. */
    private static void awaitAnswer(URI base, String path, String token) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + (token.isEmpty() ? "" : "Authorization: Token " + token + "\r\n") + "\r\n";
        while (System.nanoTime() < deadline) {
            String status = status(base.getPort(), request);
            if (status != null && status.equals("200")) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        throw new IllegalStateException(base + path + " does not answer 200");
    }

    private static @Nullable String status(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes(12);
            return start.length < 12 ? null : new String(start, 9, 3, StandardCharsets.US_ASCII);
        } catch (IOException notYet) {
            return null;
        }
    }

    private static String resident(RunningGatehouse gatehouse) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(gatehouse.pid()), "status"))) {
            return lines.filter(each -> each.startsWith("VmRSS:"))
                    .map(each -> Long.parseLong(each.replaceAll("\\D", "")) / 1024 + " MiB")
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(each -> each.startsWith("model name"))
                    .map(each -> each.replaceFirst(".*: ", ""))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException | UncheckedIOException notLinux) {
            return System.getProperty("os.arch", "unknown");
        }
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private static void line(String what, String format, Object... figures) {
        System.out.printf(Locale.ROOT, "%-30s %s%n", what, String.format(Locale.ROOT, format, figures));
    }
}
