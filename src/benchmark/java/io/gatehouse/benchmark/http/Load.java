package io.gatehouse.benchmark.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends requests to one server over a number of connections, from one event loop, and counts what comes back. */
final class Load implements AutoCloseable {
    private static final String LOCALHOST = "localhost";
    private static final int MOST_WAITING = 20_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client;
    private final int connections;
    private final String host;
    private final int port;

    Load(int port, int connections) {
        this(LOCALHOST, port, connections);
    }

    Load(String host, int port, int connections) {
        this.host = host;
        this.port = port;
        this.connections = connections;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setTcpNoDelay(true).setMaxWaitQueueSize(-1),
                new PoolOptions().setHttp1MaxSize(connections));
    }

    int port() {
        return port;
    }

    /** Each connection sends the next request when the last one is answered, for so long. */
    Outcome saturate(Supplier<Ask> asks, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        return saturate(asks, () -> System.nanoTime() < end);
    }

    /** The same, for so many requests. */
    Outcome saturate(Supplier<Ask> asks, int requests) {
        int[] left = {requests};
        return saturate(asks, () -> left[0]-- > 0);
    }

    /**
     * Sends so many requests a second whatever the answers do. A latency counts from when the request was due, so that a
     * server that stalls does not hide it (no coordinated omission).
     */
    Outcome atRate(Supplier<Ask> asks, int perSecond, Duration duration) {
        var outcome = new Outcome();
        Promise<Void> finished = Promise.promise();
        vertx.runOnContext(begun -> new Schedule(asks, perSecond, duration, outcome, finished).start());
        return await(finished, outcome, System.nanoTime());
    }

    @Override
    public void close() {
        await(client.close());
        await(vertx.close());
    }

    private Outcome saturate(Supplier<Ask> asks, BooleanSupplier goOn) {
        var outcome = new Outcome();
        Promise<Void> finished = Promise.promise();
        int[] running = {connections};
        vertx.runOnContext(begun -> {
            for (int i = 0; i < connections; i++) {
                repeat(asks, goOn, outcome, () -> {
                    if (--running[0] == 0) {
                        finished.complete();
                    }
                });
            }
        });
        return await(finished, outcome, System.nanoTime());
    }

    private void repeat(Supplier<Ask> asks, BooleanSupplier goOn, Outcome outcome, Runnable done) {
        if (!goOn.getAsBoolean()) {
            done.run();
            return;
        }
        long start = System.nanoTime();
        send(asks.get()).onComplete(wrong -> {
            outcome.add(System.nanoTime() - start, kind(wrong));
            // Not from within the answer, so that many quick ones do not pile up on the stack.
            vertx.getOrCreateContext().runOnContext(next -> repeat(asks, goOn, outcome, done));
        });
    }

    private Future<Optional<String>> send(Ask ask) {
        var options = new RequestOptions()
                .setHost(host)
                .setPort(port)
                .setMethod(ask.method())
                .setURI(ask.path());
        return client.request(options).compose(request -> send(request, ask));
    }

    private static Future<Optional<String>> send(HttpClientRequest request, Ask ask) {
        if (ask.secret() != null) {
            request.putHeader("Authorization", "Bearer " + ask.secret());
        }
        Buffer body = ask.body();
        if (body != null) {
            request.putHeader("Content-Type", "application/json");
        }
        return (body == null ? request.send() : request.send(body))
                .compose(response -> response.body().map(content -> ask.wrong(response.statusCode(), content)));
    }

    private static @Nullable String kind(AsyncResult<Optional<String>> wrong) {
        return wrong.succeeded()
                ? wrong.result().orElse(null)
                : wrong.cause().getClass().getSimpleName();
    }

    private static Outcome await(Promise<Void> finished, Outcome outcome, long begun) {
        await(finished.future());
        outcome.took(System.nanoTime() - begun);
        return outcome;
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Requests that are due one after the other. */
    private final class Schedule {
        private final Supplier<Ask> asks;
        private final int perSecond;
        private final long total;
        private final Outcome outcome;
        private final Promise<Void> finished;
        private final long begun = System.nanoTime();
        private long sent;
        private long answered;

        Schedule(Supplier<Ask> asks, int perSecond, Duration duration, Outcome outcome, Promise<Void> finished) {
            this.asks = asks;
            this.perSecond = perSecond;
            this.total = perSecond * duration.toMillis() / 1000;
            this.outcome = outcome;
            this.finished = finished;
        }

        void start() {
            vertx.setPeriodic(1, timer -> {
                if (sent == total) {
                    vertx.cancelTimer(timer);
                    return;
                }
                sendWhatIsDue();
            });
        }

        private void sendWhatIsDue() {
            long due = Math.min(total, (System.nanoTime() - begun) * perSecond / 1_000_000_000L);
            while (sent < due && sent - answered < MOST_WAITING) {
                long at = begun + sent * 1_000_000_000L / perSecond;
                sent++;
                send(asks.get()).onComplete(wrong -> {
                    outcome.add(System.nanoTime() - at, kind(wrong));
                    answered++;
                    if (answered == total) {
                        finished.complete();
                    }
                });
            }
        }
    }
}
