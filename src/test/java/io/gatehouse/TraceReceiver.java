package io.gatehouse;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes OTLP over HTTP, and keeps what it got as one text: of Protobuf's fields, the strings stand in it as they are. */
final class TraceReceiver implements AutoCloseable {
    private final HttpServer server;
    private final Queue<String> received = new ConcurrentLinkedQueue<>();

    TraceReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String uri() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    String received() {
        return String.join("", received);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
