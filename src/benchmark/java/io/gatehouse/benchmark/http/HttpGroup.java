package io.gatehouse.benchmark.http;

import io.gatehouse.benchmark.BenchmarkGroup;
import io.gatehouse.benchmark.Figure;
import io.gatehouse.benchmark.Options;
import io.gatehouse.benchmark.Row;
import io.gatehouse.benchmark.Target;
import io.gatehouse.platform.TestDatabase;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The deciding doors beside endpoints that do nothing, of the same application in the same process. */
public final class HttpGroup implements BenchmarkGroup {
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 5;
    private static final int TOKENS = 100_000;

    /** Part of what the baseline carries at most, for the runs at a fixed rate. */
    private static final double RATE = 0.4;

    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<Row> run(Options options) throws Exception {
        var data = new DataSet(100, options.quick() ? TOKENS / 5 : TOKENS, 1000, 0);
        Map<String, String> configuration = TestDatabase.create();
        List<Row> rows = new ArrayList<>();
        try (var server = new Server(configuration);
                var load = new Load(server.port(), CONNECTIONS)) {
            data.load(configuration);
            rows.addAll(evaluation(options, data, server, load));
            rows.addAll(authorize(options, data, server, load));
            rows.add(firstSight(options, data, server, load));
        }
        return rows;
    }

    private static List<Row> evaluation(Options options, DataSet data, Server server, Load load) {
        Ask ours = Ask.evaluation(data.secret(0), "db1", "cpu", "host1", true);
        Buffer body = ours.body() == null ? Buffer.buffer() : ours.body();
        String what = "POST /access/v1/evaluation, warm, " + CONNECTIONS + " connections";
        return compare(
                options,
                what,
                ours,
                Ask.put("/api/v2/bare/echo/password", body, 200),
                Ask.put("/bare/echo", body, 200),
                server,
                load);
    }

    private static List<Row> authorize(Options options, DataSet data, Server server, Load load) {
        return compare(
                options,
                "GET /authorize?permission=…, warm, " + CONNECTIONS + " connections",
                Ask.get("/authorize?permission=read:bucket:open", data.secret(0), 200),
                Ask.put("/api/v2/bare/ok/password", null, 204),
                Ask.put("/bare/ok", null, 200),
                server,
                load);
    }

    private static List<Row> compare(
            Options options, String what, Ask ours, Ask bare, Ask barest, Server server, Load load) {
        List<Supplier<Ask>> asks = List.of(() -> ours, () -> bare, () -> barest);
        Duration each = Duration.ofSeconds(options.quick() ? 1 : 3);
        asks.forEach(ask -> load.saturate(ask, each.multipliedBy(2)));
        List<Outcome> sums = List.of(new Outcome(), new Outcome(), new Outcome());
        double allocated = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < asks.size(); i++) {
                double before = server.allocated();
                sums.get(i).add(load.saturate(asks.get(i), each));
                allocated += i == 0 ? server.allocated() - before : 0;
            }
        }
        List<Figure> details = new ArrayList<>(sums.get(0).details("ours"));
        details.addAll(sums.get(1).details("bare"));
        details.add(new Figure("allocated", allocated / sums.get(0).requests(), "B/request"));
        Figure throughput = sums.get(0).throughput("ours");
        List<Row> rows = new ArrayList<>();
        rows.add(
                new Row(what, throughput, sums.get(1).throughput("bare endpoint"), Target.ratioAtLeast(0.85), details));
        rows.add(new Row(
                what + ": p99",
                sums.get(0).p99("ours"),
                sums.get(1).p99("bare endpoint"),
                Target.ratioAtMost(1.25),
                List.of()));
        rows.add(new Row(what, throughput, sums.get(2).throughput("bare route"), Target.NONE, List.of()));
        rows.add(new Row(
                what + ": p99", sums.get(0).p99("ours"), sums.get(2).p99("bare route"), Target.NONE, List.of()));
        rows.add(atRate(what, asks, (int) (sums.get(1).perSecond() * RATE), each, load));
        return rows;
    }

    private static Row atRate(String what, List<Supplier<Ask>> asks, int rate, Duration each, Load load) {
        var ours = new Outcome();
        var bare = new Outcome();
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(load.atRate(asks.get(0), rate, each));
            bare.add(load.atRate(asks.get(1), rate, each));
        }
        List<Figure> details = new ArrayList<>(ours.details("ours"));
        details.addAll(bare.details("bare"));
        return new Row(
                what + ", at " + rate + " requests/s: p99",
                ours.p99("ours"),
                bare.p99("bare endpoint"),
                Target.NONE,
                details);
    }

    /** Each request shows another token that the server has not seen. */
    private static Row firstSight(Options options, DataSet data, Server server, Load load) {
        var next = new AtomicInteger(data.organizations());
        var random = new SplittableRandom(Options.SEED);
        Supplier<Ask> ours = () -> Ask.get(
                "/authorize?permission=read:bucket:open", data.secret(next.getAndIncrement() % data.tokens()), 200);
        Supplier<Ask> bare = () -> {
            int token = random.nextInt(data.tokens());
            return Ask.put(
                    "/api/v2/bare/select/password?org=" + data.organization(data.organizationOf(token)) + "&id="
                            + data.token(token),
                    null,
                    200);
        };
        int each = data.tokens() / (ROUNDS + 1) - data.organizations();
        load.saturate(
                () -> Ask.get("/authorize?permission=read:bucket:open", data.secret(random.nextInt(100)), 200), each);
        load.saturate(ours, each);
        load.saturate(bare, each);
        var sums = List.of(new Outcome(), new Outcome());
        for (int round = 0; round < ROUNDS; round++) {
            sums.get(0).add(load.saturate(ours, each));
            sums.get(1).add(load.saturate(bare, each));
        }
        List<Figure> details = new ArrayList<>(sums.get(0).details("ours"));
        details.addAll(sums.get(1).details("bare"));
        details.add(new Figure("heap", server.heap(), "MiB"));
        return new Row(
                "first sight of a token, " + CONNECTIONS + " connections" + (options.quick() ? ", few tokens" : ""),
                sums.get(0).throughput("ours"),
                sums.get(1).throughput("one primary-key SELECT"),
                Target.ratioAtLeast(0.8),
                details);
    }
}
