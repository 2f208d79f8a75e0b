package io.gatehouse.benchmark.http;

import io.gatehouse.Conversation;
import io.gatehouse.benchmark.BenchmarkGroup;
import io.gatehouse.benchmark.Figure;
import io.gatehouse.benchmark.Options;
import io.gatehouse.benchmark.Row;
import io.gatehouse.benchmark.Target;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** How long a token that one instance revoked is still accepted by another one on the same database. */
public final class RevocationGroup implements BenchmarkGroup {
    private static final int DECISIONS_PER_SECOND = 1000;
    private static final int CONNECTIONS = 32;
    /** Tokens that nothing else is measured with. */
    private static final int FIRST_OF_WARM_UP = 2000;

    private static final double P99_MILLIS = 50;
    private static final double LONGEST_MILLIS = 1000;

    /** The default of {@code gatehouse.snapshot.max-staleness}. */
    private static final double MAX_STALENESS_MILLIS = 30_000;

    private static final String QUESTION = "/authorize?permission=read:bucket:open";

    @Override
    public String name() {
        return "revocation";
    }

    @Override
    public List<Row> run(Options options) throws Exception {
        int revocations = options.quick() ? 50 : 1000;
        int unheard = options.quick() ? 5 : 100;
        var data = new DataSet(100, 10_000, 1000, 0);
        Map<String, String> configuration = TestDatabase.create();
        try (var first = new Server(configuration);
                var second = new Server(configuration)) {
            String operator = ScaleGroup.setUp(first.conversation());
            data.load(configuration);
            Conversation administrator = first.conversation().withToken(operator);
            List<Row> rows = new ArrayList<>(heard(data, administrator, second, revocations));
            loseNotifications(configuration);
            rows.add(unheard(data, administrator, second, revocations, unheard));
            return rows;
        }
    }

    private static List<Row> heard(DataSet data, Conversation administrator, Server second, int revocations) {
        // What an administrator and a holder do runs for the first time in either process: a figure of its own.
        Heard first = Heard.of(data, administrator, second, FIRST_OF_WARM_UP, revocations / 2);
        Heard heard = Heard.of(data, administrator, second, 0, revocations);
        List<Figure> details = new ArrayList<>(heard.delays().details("from sending"));
        details.add(new Figure("longest", heard.delays().max(), "ms"));
        details.addAll(heard.afterAnswer().details("from the answer"));
        details.addAll(heard.answers().details("until the answer"));
        details.add(new Figure("failed decisions meanwhile", heard.meanwhile().errors(), ""));
        details.addAll(first.delays().details("the " + revocations / 2 + " before, in cold processes: from sending"));
        details.add(new Figure("longest of those", first.delays().max(), "ms"));
        String what = "revocation on instance A until B refuses, " + revocations + " times, both warm, under "
                + DECISIONS_PER_SECOND + " decisions/s on B: ";
        return List.of(
                new Row(what + "p99", heard.delays().p99("ours"), null, Target.figureAtMost(P99_MILLIS), details),
                new Row(
                        what + "longest",
                        new Figure("longest", heard.delays().max(), "ms"),
                        null,
                        Target.figureAtMost(LONGEST_MILLIS),
                        List.of()));
    }

    private static Row unheard(DataSet data, Conversation administrator, Server second, int from, int revocations) {
        var delays = new Outcome();
        List<Conversation> holders = new ArrayList<>();
        List<Long> sent = new ArrayList<>();
        for (int token = from; token < from + revocations; token++) {
            Conversation holder = second.conversation().withToken(data.secret(token));
            holder.get(QUESTION).expect(200);
            holders.add(holder);
        }
        for (int i = 0; i < revocations; i++) {
            sent.add(System.nanoTime());
            revoke(data, administrator, from + i);
        }
        for (int i = 0; i < revocations; i++) {
            delays.add(awaitRefusal(holders.get(i)) - sent.get(i), null);
        }
        return new Row(
                "the same with every notification lost, " + revocations + " times: longest",
                new Figure("longest", delays.max(), "ms"),
                null,
                Target.figureAtMost(MAX_STALENESS_MILLIS),
                delays.details("from sending"));
    }

    private static void revoke(DataSet data, Conversation administrator, int token) {
        administrator
                .patch("/api/v2/authorizations/" + Id.print(data.token(token)), "{'status': 'inactive'}")
                .expect(200);
    }

    private static long awaitRefusal(Conversation holder) {
        while (holder.get(QUESTION).status() != 401) {
            Thread.onSpinWait();
        }
        return System.nanoTime();
    }

    /** From now on the database makes versions and tells nobody. */
    private static void loseNotifications(Map<String, String> configuration) throws SQLException {
        try (Connection owner = DataSet.owner(configuration);
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery("select pg_get_functiondef('raise_policy_version'::regproc)")) {
            rows.next();
            String silent = rows.getString(1).replace("PERFORM pg_notify(", "PERFORM concat(");
            statement.execute(silent);
        }
    }

    /**
     * Revocations, one after the other.
     *
     * @param delays from the sending of a revocation until it holds on the other instance
     * @param answers until it is answered, and {@code afterAnswer} from then on
     * @param meanwhile the decisions on the other instance
     */
    private record Heard(Outcome delays, Outcome answers, Outcome afterAnswer, Outcome meanwhile) {
        static Heard of(DataSet data, Conversation administrator, Server second, int from, int revocations) {
            var random = new SplittableRandom(Options.SEED);
            try (var load = new Load(second.port(), CONNECTIONS)) {
                // Tokens from the far end of the data set, which nobody revokes.
                var decisions = CompletableFuture.supplyAsync(() -> load.atRate(
                        () -> Ask.get(QUESTION, data.secret(data.tokens() - 1 - random.nextInt(1000)), 200),
                        DECISIONS_PER_SECOND,
                        Duration.ofMillis(revocations * 20L + 2000)));
                var heard = new Heard(new Outcome(), new Outcome(), new Outcome(), new Outcome());
                for (int token = from; token < from + revocations; token++) {
                    heard.add(data, administrator, second.conversation().withToken(data.secret(token)), token);
                }
                heard.meanwhile.add(decisions.join());
                return heard;
            }
        }

        private void add(DataSet data, Conversation administrator, Conversation holder, int token) {
            holder.get(QUESTION).expect(200);
            long sent = System.nanoTime();
            revoke(data, administrator, token);
            long answered = System.nanoTime();
            long refused = awaitRefusal(holder);
            delays.add(refused - sent, null);
            answers.add(answered - sent, null);
            afterAnswer.add(refused - answered, null);
        }
    }
}
