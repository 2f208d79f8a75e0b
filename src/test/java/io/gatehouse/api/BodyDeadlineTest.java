package io.gatehouse.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Behind a door that answers when the body has come. */
class BodyDeadlineTest {
    private static final Duration DEADLINE = Duration.ofMillis(300);
    private static final int LONGEST_WAIT_MILLIS = 30_000;

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        var deadline = new BodyDeadline(vertx, DEADLINE);
        Router router = Router.router(vertx);
        router.post("/at-once").handler(request -> {
            deadline.begin(request);
            request.request().end().onSuccess(end -> request.end("whole"));
        });
        router.post("/later").handler(request -> {
            deadline.begin(request);
            request.request()
                    .end()
                    .onSuccess(end -> vertx.setTimer(2 * DEADLINE.toMillis(), later -> request.end("whole")));
        });
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void clientThatSendsForTooLongLosesItsConnection() throws IOException {
        assertThat(answer("/at-once", "12345")).isEmpty();
    }

    @Test
    void bodyThatHasComeIsAnsweredHoweverLongThatTakes() throws IOException {
        assertThat(answer("/at-once", "1234567890")).startsWith("HTTP/1.1 200 ").endsWith("whole");
        assertThat(answer("/later", "1234567890")).startsWith("HTTP/1.1 200 ").endsWith("whole");
    }

    /** All that comes back for this part of a body of ten bytes; nothing if the connection is closed. */
    private String answer(String path, String body) throws IOException {
        try (var socket = new Socket("localhost", server.actualPort())) {
            socket.setSoTimeout(LONGEST_WAIT_MILLIS);
            String request =
                    "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 10\r\n\r\n";
            socket.getOutputStream().write((request + body).getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}
