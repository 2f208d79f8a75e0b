package io.gatehouse.benchmark.http;

import io.gatehouse.Conversation;
import io.gatehouse.RunningGatehouse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** The packaged application under measurement, in a process of its own. */
final class Server implements AutoCloseable {
    private static final double MIB = 1024 * 1024;

    private final RunningGatehouse gatehouse;

    Server(Map<String, String> configuration, String... jvmOptions) {
        this.gatehouse = RunningGatehouse.with(configuration, List.of(jvmOptions));
    }

    int port() {
        return gatehouse.uri().getPort();
    }

    Conversation conversation() {
        return Conversation.with(gatehouse);
    }

    /** Everything that it has allocated so far, in bytes; brought up to date by its garbage collector. */
    double allocated() {
        return metric("jvm_gc_memory_allocated_bytes_total");
    }

    /** What its heap holds after the last collection of all of it, or now, in MiB. */
    double heap() {
        return metric("jvm_memory_used_bytes{area=\"heap\"") / MIB;
    }

    @Override
    public void close() {
        gatehouse.close();
    }

    /** The sum over all lines that begin so. By HTTP/1.1: upgrading, the JDK's client may lose a part of a long body. */
    private double metric(String name) {
        var request = HttpRequest.newBuilder(URI.create(gatehouse.managementUri() + "/q/metrics"))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException unreachable) {
            return Double.NaN;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        }
    }
}
