package io.gatehouse.api;

import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Clients that wait for each other and then send at once, each over a connection of its own. */
final class ManyRequests {
    private final int clients;
    private String token = "";
    private List<String> bodies = List.of();

    /**
     * One of the requests.
     *
     * @param body none, or JSON
     * @param credential in place of everybody's
     */
    record One(
            String method,
            String path,
            @Nullable String body,
            @Nullable String credential) {
        One(String method, String path, @Nullable String body) {
            this(method, path, body, null);
        }

        /** With this value of {@code Authorization}. */
        One as(String header) {
            return new One(method, path, body, header);
        }
    }

    private ManyRequests(int clients) {
        this.clients = clients;
    }

    static ManyRequests inParallel(int clients) {
        return new ManyRequests(clients);
    }

    ManyRequests as(String secret) {
        token = secret;
        return this;
    }

    /** Sends one request from every client; answers their statuses. */
    List<Integer> repeat(String method, String path, @Nullable String body) {
        return send(Collections.nCopies(clients, new One(method, path, body)));
    }

    /** Sends each request from a client of its own; answers their statuses. */
    List<Integer> send(List<One> requests) {
        ExecutorService threads = Executors.newFixedThreadPool(requests.size());
        try {
            var client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            var ready = new CountDownLatch(requests.size());
            List<Future<HttpResponse<String>>> answers = requests.stream()
                    .map(request -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return client.send(build(request), HttpResponse.BodyHandlers.ofString());
                    }))
                    .toList();
            List<HttpResponse<String>> all =
                    answers.stream().map(ManyRequests::get).toList();
            bodies = all.stream().map(HttpResponse::body).toList();
            return all.stream().map(HttpResponse::statusCode).toList();
        } finally {
            threads.shutdown();
        }
    }

    /** What the requests sent last were answered. */
    List<String> bodies() {
        return bodies;
    }

    private HttpRequest build(One request) {
        var publisher = request.body() == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(request.body());
        var builder = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + request.path()))
                .method(request.method(), publisher)
                .header("Content-Type", "application/json");
        String credential = request.credential() == null ? "Token " + token : request.credential();
        return builder.header("Authorization", credential).build();
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException("a request was not answered", e);
        }
    }
}
