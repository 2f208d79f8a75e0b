package io.gatehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests to a running Gatehouse under one credential, and everything that it answered. */
public final class Conversation {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final List<String> headers;
    private final HttpClient client;
    private final List<Answer> answers;

    /** An answer with its headers, one a line, before its body. */
    public record Answer(int status, String headers, String body) {
        public String text(String field) {
            return json().at("/" + field.replace('.', '/')).asText();
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException("no JSON: " + body, e);
            }
        }

        /** Fails unless it has this status. */
        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", but the answer is " + this);
            }
            return this;
        }
    }

    private Conversation(URI base, List<String> headers, HttpClient client, List<Answer> answers) {
        this.base = base;
        this.headers = List.copyOf(headers);
        this.client = client;
        this.answers = answers;
    }

    /** With nobody's credential. */
    public static Conversation with(RunningGatehouse gatehouse) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        return new Conversation(gatehouse.uri(), List.of(), client, Collections.synchronizedList(new ArrayList<>()));
    }

    public Conversation withToken(String secret) {
        return withHeader("Authorization", "Token " + secret);
    }

    public Conversation withPassword(String name, String password) {
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return withHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    public Conversation withCookie(String cookie) {
        return withHeader("Cookie", "influxdb-oss-session=" + cookie);
    }

    public Conversation withHeader(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.addAll(List.of(name, value));
        return new Conversation(base, more, client, answers);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, String body) {
        return send("POST", path, body);
    }

    public Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /**
     * Sends it, a body as JSON whose quotes may be single ones.
     *
     * @throws UncheckedIOException if there is no answer
     */
    public Answer send(String method, String path, @Nullable String body) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var answered = new StringBuilder();
            response.headers()
                    .map()
                    .forEach((name, values) -> values.forEach(value ->
                            answered.append(name).append(": ").append(value).append('\n')));
            Answer answer = new Answer(response.statusCode(), answered.toString(), response.body());
            answers.add(answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What was answered under any credential of this conversation, headers included. */
    public List<String> answers() {
        synchronized (answers) {
            return answers.stream().map(Answer::toString).toList();
        }
    }
}
