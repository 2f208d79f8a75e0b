package io.gatehouse.benchmark.http;

import io.gatehouse.Conversation;
import io.gatehouse.benchmark.BenchmarkGroup;
import io.gatehouse.benchmark.Figure;
import io.gatehouse.benchmark.Options;
import io.gatehouse.benchmark.Row;
import io.gatehouse.benchmark.Target;
import io.gatehouse.platform.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Many organizations and tokens in little memory, and one organization that is changed while it is asked about. */
public final class ScaleGroup implements BenchmarkGroup {
    private static final String HEAP = "-Xmx256m";
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 4;
    private static final int WRITES_PER_SECOND = 50;
    private static final int HEAVY_CONNECTIONS = 8;
    private static final int BATCH = 3_000;

    /** Rounds of writes before they are measured, at a higher rate: the JVM compiles until it has seen some 10,000. */
    private static final int WARM_UP = 6;

    private static final int WARM_UP_WRITES_PER_SECOND = 250;

    private static final double LONGEST_COLD_MILLIS = 20;

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public List<Row> run(Options options) throws Exception {
        DataSet data = DataSet.of(options);
        Map<String, String> configuration = TestDatabase.create();
        List<Row> rows = new ArrayList<>();
        try (var server = new Server(configuration, HEAP)) {
            String operator = setUp(server.conversation());
            long begun = System.nanoTime();
            data.load(configuration);
            double generated = (System.nanoTime() - begun) / 1e9;
            try (var load = new Load(server.port(), CONNECTIONS)) {
                rows.add(cold(data, load));
                rows.add(randomAccess(options, data, server, load, generated));
                rows.add(underWrites(options, data, server, operator));
                rows.add(beside("asks about all series of a database", wholeDatabases(data), options, data, server));
                rows.add(beside(
                        String.format("sends batches of %,d questions", BATCH), batches(data), options, data, server));
                List<Ask> lists = lists(data, server.conversation().withToken(operator));
                rows.add(beside("lists its rules, 1,000 at a time,", lists, options, data, server));
            }
        }
        return rows;
    }

    /** All series of a database of the largest organization, or one series of each of 3,000 restrictions. */
    private static List<Ask> wholeDatabases(DataSet data) {
        return IntStream.range(0, 5)
                .mapToObj(i -> Ask.wholeDatabase(data.secret(0), DataSet.database(2 * i), true))
                .toList();
    }

    private static List<Ask> batches(DataSet data) {
        var random = new SplittableRandom(Options.SEED);
        return Stream.generate(() -> random.ints(BATCH, 0, data.rules(0) / 2)
                        .mapToObj(i -> Ask.series(DataSet.database(2 * i), "m" + 2 * i, DataSet.host(2 * i)))
                        .toList())
                .limit(8)
                .map(resources -> Ask.batch(data.secret(0), resources, data.mayReadRestricted(0)))
                .toList();
    }

    /** Pages of the largest organization's restrictions, for its administrator. */
    private static List<Ask> lists(DataSet data, Conversation operator) {
        String organization = data.organizationId(0);
        String administrator = operator.post(
                        "/api/v2/authorizations",
                        "{'orgID': '%1$s', 'permissions': [{'action': 'write', 'resource': {'type': 'orgs', 'id': '%1$s'}}]}"
                                .formatted(organization))
                .expect(201)
                .text("token");
        return List.of(Ask.get("/influxdb/v2/acl/restrictions?limit=1000", administrator, 200));
    }

    /**
     * Small organizations are asked about at a fixed rate, in turn without and with the largest asking the most it can.
     *
     * @param what the largest does
     * @param heavy what it asks
     */
    private static Row beside(String what, List<Ask> heavy, Options options, DataSet data, Server server) {
        int rate = 2000;
        Duration each = Duration.ofSeconds(options.quick() ? 2 : 8);
        var random = new SplittableRandom(Options.SEED);
        Supplier<Ask> asks = () -> {
            int organization = data.organizations() - 1 - random.nextInt(100);
            return question(data, organization, organization, random.nextInt(data.rules(organization)));
        };
        var draw = random.split();
        Supplier<Ask> heavyAsks = () -> heavy.get(draw.nextInt(heavy.size()));
        var quiet = new Outcome();
        var beside = new Outcome();
        var heavyOnes = new Outcome();
        try (var load = new Load(server.port(), CONNECTIONS);
                var other = new Load(server.port(), HEAVY_CONNECTIONS)) {
            load.atRate(asks, rate, each);
            for (int round = 0; round < ROUNDS; round++) {
                quiet.add(load.atRate(asks, rate, each));
                var asked = CompletableFuture.supplyAsync(() -> other.saturate(heavyAsks, each));
                beside.add(load.atRate(asks, rate, each));
                heavyOnes.add(asked.join());
            }
        }
        List<Figure> details = new ArrayList<>(beside.details("beside them"));
        details.addAll(quiet.details("without"));
        details.addAll(heavyOnes.details("the others"));
        details.add(heavyOnes.throughput("the others"));
        return new Row(
                String.format(
                        "%,d decisions/s on small organizations, while that of %,d rules %s on %d connections: p99",
                        rate, data.largest(), what, HEAVY_CONNECTIONS),
                beside.p99("beside them"),
                quiet.p99("without"),
                Target.NONE,
                details);
    }

    static String setUp(Conversation conversation) {
        return conversation
                .post("/api/v2/setup", "{'username': 'root', 'password': 'long enough', 'org': 'home', 'bucket': 'b'}")
                .expect(201)
                .text("auth.token");
    }

    /** The first decision on each organization of a thousand rules, one at a time, when the code is warm. */
    private static Row cold(DataSet data, Load load) {
        var random = new SplittableRandom(Options.SEED);
        int known = 2 * data.medium();
        load.saturate(
                () -> {
                    int organization = data.medium() + 1 + random.nextInt(data.organizations() - data.medium() - 1);
                    return question(data, organization, organization, random.nextInt(10));
                },
                Math.max(20_000, known));
        var outcome = new Outcome();
        for (int organization = 1; organization <= data.medium(); organization++) {
            int asked = organization;
            try (var one = new Load(load.port(), 1)) {
                // The connection is there before, and the token is not.
                one.saturate(() -> Ask.get("/ping", "", 204), 3);
                outcome.add(one.saturate(() -> question(data, asked, asked, 8), 1));
            }
        }
        return new Row(
                "first decision on a cold organization of " + DataSet.RULES_OF_MEDIUM + " rules: p99 of "
                        + data.medium(),
                outcome.p99("ours"),
                null,
                Target.figureAtMost(LONGEST_COLD_MILLIS),
                outcome.details("ours"));
    }

    private static Row randomAccess(Options options, DataSet data, Server server, Load load, double generated) {
        var random = new SplittableRandom(Options.SEED);
        Supplier<Ask> asks = () -> {
            int token = random.nextInt(data.tokens());
            int organization = data.organizationOf(token);
            // One of ten asks about the largest, which would hardly be asked about otherwise.
            if (random.nextInt(10) == 0) {
                token -= organization;
                organization = 0;
            }
            return question(data, organization, token, random.nextInt(data.rules(organization)));
        };
        Outcome outcome = load.saturate(asks, Duration.ofSeconds(options.quick() ? 5 : 60));
        List<Figure> details = new ArrayList<>(outcome.details("ours"));
        details.add(outcome.throughput("throughput"));
        details.add(new Figure("requests", outcome.requests(), ""));
        details.add(new Figure("heap", server.heap(), "MiB"));
        details.add(new Figure("data set made in", generated, "s"));
        return new Row(
                String.format(
                        "%,d organizations, %,d tokens, %,d rules in the largest, random access, %s: failures",
                        data.organizations(), data.tokens(), data.largest(), HEAP),
                new Figure("failures", outcome.errors(), ""),
                null,
                Target.figureAtMost(0),
                details);
    }

    /** Whether a token may read the point on which a rule of its organization bears. */
    private static Ask question(DataSet data, int organization, int token, int rule) {
        int restriction = rule / 2 * 2;
        boolean allowed = data.mayReadRestricted(token) || restriction >= data.rules(organization);
        return Ask.evaluation(
                data.secret(token),
                DataSet.database(restriction),
                "m" + restriction,
                DataSet.host(restriction),
                allowed);
    }

    /** The largest organization is asked about at a fixed rate, in turn without and with writes into it. */
    private static Row underWrites(Options options, DataSet data, Server server, String operator) {
        int rate = Integer.getInteger("gatehouse.benchmark.rate", 5000);
        Duration each = Duration.ofSeconds(options.quick() ? 2 : 8);
        var random = new SplittableRandom(Options.SEED);
        Supplier<Ask> asks =
                () -> question(data, 0, random.nextInt(10) * data.organizations(), random.nextInt(data.rules(0)));
        var quiet = new Outcome();
        var written = new Outcome();
        Conversation writing = server.conversation().withToken(operator);
        try (var load = new Load(server.port(), CONNECTIONS);
                var writer = new Writer(writing, data, WRITES_PER_SECOND)) {
            load.atRate(asks, rate, each);
            // The first writes of a process cost more than later ones: a figure of their own.
            writer.resume();
            Outcome first = load.atRate(asks, rate, each);
            writer.pause();
            long before =
                    writer.written() + warmUp(load, asks, each, new Writer(writing, data, WARM_UP_WRITES_PER_SECOND));
            writer.forget();
            for (int round = 0; round < ROUNDS; round++) {
                quiet.add(load.atRate(asks, rate, each));
                writer.resume();
                written.add(load.atRate(asks, rate, each));
                writer.pause();
            }
            List<Figure> details = new ArrayList<>(written.details("with writes"));
            details.addAll(quiet.details("without"));
            details.addAll(first.details("with the first writes of a cold process"));
            details.add(new Figure("writes before", before, ""));
            details.add(new Figure("writes", writer.written(), ""));
            details.add(new Figure("failed writes", writer.failed(), ""));
            details.add(new Figure("write p99", writer.p99(), "ms"));
            details.add(new Figure("heap", server.heap(), "MiB"));
            return new Row(
                    String.format(
                            "%,d decisions/s on an organization of %,d rules, with %d admin writes/s into it: p99",
                            rate, data.largest(), WRITES_PER_SECOND),
                    written.p99("with writes"),
                    quiet.p99("without writes"),
                    Target.ratioAtMost(2),
                    details);
        }
    }

    /** Writes at a higher rate, beside fewer questions; returns how often. */
    private static long warmUp(Load load, Supplier<Ask> asks, Duration each, Writer writer) {
        try (writer) {
            writer.resume();
            load.atRate(asks, 2000, each.multipliedBy(WARM_UP));
            return writer.written();
        }
    }
}
