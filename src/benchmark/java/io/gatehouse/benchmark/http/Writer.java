package io.gatehouse.benchmark.http;

import io.gatehouse.Conversation;
import io.gatehouse.decision.Id;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Writes into organization 0 as an administrator does: rules that come and go, tokens, buckets. */
final class Writer implements AutoCloseable {
    private static final long NANOS = 1_000_000_000L;
    private static final int THREADS = 4;
    private static final String RESTRICTIONS = "/influxdb/v2/acl/restrictions";

    private final Conversation operator;
    private final DataSet data;
    private final String organization;
    private final Queue<String> rules = new ConcurrentLinkedQueue<>();
    private Outcome outcome = new Outcome();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final List<Future<?>> turns = new ArrayList<>();
    private volatile boolean writing;
    private int number;

    Writer(Conversation operator, DataSet data, int perSecond) {
        this.operator = operator;
        this.data = data;
        this.organization = "?orgID=" + data.organizationId(0);
        for (int i = 0; i < THREADS; i++) {
            turns.add(threads.scheduleAtFixedRate(
                    this::write, i * NANOS / perSecond, THREADS * NANOS / perSecond, TimeUnit.NANOSECONDS));
        }
    }

    void resume() {
        writing = true;
    }

    void pause() {
        writing = false;
    }

    /** Counts from now on. */
    synchronized void forget() {
        outcome = new Outcome();
    }

    synchronized long written() {
        return outcome.requests();
    }

    synchronized long failed() {
        return outcome.errors();
    }

    synchronized double p99() {
        return outcome.percentile(99);
    }

    @Override
    public void close() {
        turns.forEach(turn -> turn.cancel(false));
        threads.shutdownNow();
    }

    private void write() {
        if (!writing) {
            return;
        }
        long start = System.nanoTime();
        boolean right = send(next());
        add(System.nanoTime() - start, right);
    }

    private boolean send(int turn) {
        try {
            return switch (turn % 10) {
                case 0 -> patchBucket(turn);
                case 1, 2 -> patchToken(turn);
                default -> exchangeRule(turn);
            };
        } catch (UncheckedIOException unanswered) {
            return false;
        }
    }

    /** Adds a rule, or takes one away that was added before, so that they do not grow more. */
    private boolean exchangeRule(int turn) {
        String added = rules.poll();
        if (added != null) {
            return operator.delete(RESTRICTIONS + "/" + added + organization).status() < 300;
        }
        var answer = operator.post(
                RESTRICTIONS + organization,
                "{'database': {'match': 'exact', 'value': 'db3'}, 'measurement': {'match': 'exact', 'value': 'w" + turn
                        + "'}, 'permissions': ['read']}");
        boolean created = answer.status() < 300;
        if (created) {
            rules.add(answer.text("id"));
        }
        return created;
    }

    private boolean patchToken(int turn) {
        String id = Id.print(data.token(data.organizations() * (11 + turn % 50)));
        return operator.patch("/api/v2/authorizations/" + id, "{'description': 'turn " + turn + "'}")
                        .status()
                < 300;
    }

    private boolean patchBucket(int turn) {
        return operator.patch("/api/v2/buckets/" + data.openBucketId(0), "{'description': 'turn " + turn + "'}")
                        .status()
                < 300;
    }

    private synchronized int next() {
        return number++;
    }

    private synchronized void add(long latency, boolean right) {
        outcome.add(latency, right ? null : "write");
    }
}
