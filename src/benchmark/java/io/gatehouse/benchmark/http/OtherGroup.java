package io.gatehouse.benchmark.http;

import io.gatehouse.benchmark.BenchmarkGroup;
import io.gatehouse.benchmark.Options;
import io.gatehouse.benchmark.Row;
import io.gatehouse.benchmark.Target;
import io.gatehouse.platform.TestDatabase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Another service that decides, beside ours, in AuthZEN: the same load on one and on the other, in turn. */
public final class OtherGroup implements BenchmarkGroup {
    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 5;
    private static final double LEAST_THROUGHPUT = 5;
    private static final double MOST_P99 = 0.5;

    @Override
    public String name() {
        return "other";
    }

    @Override
    public List<Row> run(Options options) throws Exception {
        Options.Other other = options.other();
        if (other == null) {
            return List.of();
        }
        var data = new DataSet(100, 1000, 1000, 0);
        Map<String, String> configuration = TestDatabase.create();
        URI endpoint = other.endpoint();
        try (var server = new Server(configuration);
                var ours = new Load(server.port(), CONNECTIONS);
                var theirs = new Load(endpoint.getHost(), endpoint.getPort(), CONNECTIONS)) {
            data.load(configuration);
            return compare(
                    options,
                    ours,
                    Ask.evaluation(data.secret(0), "db1", "cpu", "host1", true),
                    theirs,
                    question(other));
        }
    }

    private static Ask question(Options.Other other) throws IOException, InterruptedException {
        byte[] body = Files.readAllBytes(other.question());
        requireAllowed(other, body);
        return new Ask(HttpMethod.POST, other.endpoint().getPath(), other.token(), Buffer.buffer(body), 200, null);
    }

    private static void requireAllowed(Options.Other other, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(other.endpoint())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (other.token() != null) {
            request.header("Authorization", "Bearer " + other.token());
        }
        String answer = HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
        if (!answer.replace(" ", "").contains(other.allows())) {
            throw new IllegalArgumentException("the other service answers " + answer);
        }
    }

    private static List<Row> compare(Options options, Load ours, Ask asked, Load theirs, Ask askedOther) {
        Duration each = Duration.ofSeconds(options.quick() ? 1 : 3);
        var sum = new Outcome();
        var other = new Outcome();
        ours.saturate(() -> asked, each.multipliedBy(3));
        theirs.saturate(() -> askedOther, each.multipliedBy(3));
        for (int round = 0; round < ROUNDS; round++) {
            sum.add(ours.saturate(() -> asked, each));
            other.add(theirs.saturate(() -> askedOther, each));
        }
        var details = new ArrayList<>(sum.details("ours"));
        details.addAll(other.details("other"));
        String what = "one decision over HTTP, " + CONNECTIONS + " connections";
        return List.of(
                new Row(
                        what,
                        sum.throughput("ours"),
                        other.throughput("other service"),
                        Target.ratioAtLeast(LEAST_THROUGHPUT),
                        details),
                new Row(
                        what + ": p99",
                        sum.p99("ours"),
                        other.p99("other service"),
                        Target.ratioAtMost(MOST_P99),
                        List.of()));
    }
}
