package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Two instances are replaced one after the other under load, as a deployment does it: new requests go to those that were
 * ready at the last look, as a Kubernetes Service sends them, and nothing is tried twice.
 */
class RollingRestartIT {
    private static final int CLIENTS = 4;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofMinutes(3);

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final List<RunningGatehouse> ready = new CopyOnWriteArrayList<>();
    private final List<RunningGatehouse> all = new CopyOnWriteArrayList<>();

    @Test
    void rollingRestartLosesNoRequest() throws Exception {
        Map<String, String> configuration = new HashMap<>(Production.configuration());
        configuration.put("quarkus.shutdown.delay", "3S");
        String token = Production.setUp(configuration);
        all.add(RunningGatehouse.with(configuration));
        all.add(RunningGatehouse.with(configuration));
        ready.addAll(all);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);
        try {
            threads.execute(this::look);
            for (int i = 0; i < CLIENTS; i++) {
                boolean meta = i % 2 == 1;
                threads.execute(() -> load(token, meta));
            }
            Awaitility.await().atMost(SOON).until(() -> answered.get() > 100);
            for (RunningGatehouse old : List.copyOf(all)) {
                all.add(RunningGatehouse.with(configuration));
                Awaitility.await().atMost(SOON).until(() -> ready.size() == 3);
                int before = answered.get();
                old.stop();
                assertThat(old.log()).doesNotContain("ERROR");
                all.remove(old);
                Awaitility.await().atMost(SOON).until(() -> ready.size() == 2 && answered.get() > before + 100);
            }
        } finally {
            over.set(true);
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            all.forEach(RunningGatehouse::close);
        }
        assertThat(lost).isEmpty();
    }

    /** As a proxy without health checks does, nginx for one: it goes on to the next where it cannot connect. */
    @Test
    void proxyThatOnlySeesRefusedConnectionsLosesNoRequest() throws Exception {
        Map<String, String> configuration = new HashMap<>(Production.configuration());
        configuration.put("quarkus.shutdown.delay", "3S");
        String token = Production.setUp(configuration);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (var stopped = RunningGatehouse.with(configuration);
                var other = RunningGatehouse.with(configuration)) {
            for (int i = 0; i < CLIENTS; i++) {
                threads.execute(() -> loadInTurn(token, List.of(stopped.uri(), other.uri())));
            }
            Awaitility.await().atMost(SOON).until(() -> answered.get() > 100);
            stopped.stop();
            int before = answered.get();
            Awaitility.await().atMost(SOON).until(() -> answered.get() > before + 100);
            over.set(true);
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void instanceThatIsToldToStopIsUnreadyAtOnceAndAnswersOn() throws Exception {
        Map<String, String> configuration = new HashMap<>(Production.configuration());
        configuration.put("quarkus.shutdown.delay", "5S");
        String token = Production.setUp(configuration);
        try (RunningGatehouse instance = RunningGatehouse.with(configuration)) {
            HttpClient client = client();
            HttpRequest live = HttpRequest.newBuilder(instance.managementUri().resolve("/q/health/live"))
                    .build();
            HttpRequest question = request(instance.uri().resolve("/authorize?permission=read:buckets"), token);
            assertThat(client.send(question, HttpResponse.BodyHandlers.discarding())
                            .headers()
                            .firstValue("connection"))
                    .isEmpty();

            instance.terminate();

            Awaitility.await().atMost(SOON).until(() -> !isReady(client, instance));
            for (URI port : List.of(instance.uri(), instance.metaUri())) {
                var answer = client.send(
                        request(port.resolve("/authorize?permission=read:buckets"), token),
                        HttpResponse.BodyHandlers.discarding());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("connection")).hasValue("close");
            }
            assertThat(client.send(live, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
            instance.awaitExit();
        }
    }

    private void look() {
        HttpClient client = client();
        while (!over.get()) {
            for (RunningGatehouse instance : all) {
                boolean isReady = isReady(client, instance);
                if (!isReady) {
                    ready.remove(instance);
                } else if (!ready.contains(instance)) {
                    ready.add(instance);
                }
            }
            ready.removeIf(instance -> !all.contains(instance));
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void load(String token, boolean meta) {
        HttpClient client = client();
        for (int turn = 0; !over.get(); turn++) {
            List<RunningGatehouse> chosen = List.copyOf(ready);
            if (chosen.isEmpty()) {
                lost.add("no instance is ready");
                continue;
            }
            RunningGatehouse instance = chosen.get(turn % chosen.size());
            URI port = meta ? instance.metaUri() : instance.uri();
            try {
                count(ask(client, port, token));
            } catch (IOException cut) {
                lost.add(cut.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private void loadInTurn(String token, List<URI> ports) {
        HttpClient client = client();
        for (int turn = 0; !over.get(); turn++) {
            try {
                count(askInTurn(client, ports, turn, token));
            } catch (IOException cut) {
                lost.add(cut.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static int askInTurn(HttpClient client, List<URI> ports, int turn, String token)
            throws IOException, InterruptedException {
        try {
            return ask(client, ports.get(turn % ports.size()), token);
        } catch (ConnectException refused) {
            return ask(client, ports.get((turn + 1) % ports.size()), token);
        }
    }

    private void count(int status) {
        if (status == 200) {
            answered.incrementAndGet();
        } else {
            lost.add("status " + status);
        }
    }

    private static int ask(HttpClient client, URI port, String token) throws IOException, InterruptedException {
        return client.send(
                        request(port.resolve("/authorize?permission=read:buckets"), token),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static boolean isReady(HttpClient client, RunningGatehouse instance) {
        try {
            URI uri = instance.managementUri().resolve("/q/health/ready");
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException gone) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** As POST, which the client does not send again by itself when a kept connection turns out to be gone. */
    private static HttpRequest request(URI uri, String token) {
        return HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
}
