package io.gatehouse.api;

import static io.gatehouse.api.Instance.all;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that announce bodies and then send nothing, or nothing that anybody reads. */
@QuarkusTest
class LongBodiesTest {
    private static final int LONGEST_WAIT_MILLIS = 30_000;

    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void closeConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Test
    void authorizeIsAnsweredBeforeItsBodyHasCome() throws Exception {
        String organization = Instance.organization("authorize");
        String secret = Instance.token(organization, all("read", "buckets", organization))
                .path("token");
        Socket socket = connect();
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";

        write(
                socket,
                "POST /authorize?permission=read:buckets HTTP/1.1\r\nHost: localhost\r\nAuthorization: Token " + secret
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk);
        assertThat(read(socket)).startsWith("HTTP/1.1 200 ");

        for (int i = 0; i < 200; i++) { // more than a body may have where it is read
            write(socket, chunk);
        }
        write(socket, "0\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(read(socket)).startsWith("HTTP/1.1 200 ");
    }

    private Socket connect() throws IOException {
        var socket = new Socket("localhost", RestAssured.port);
        open.add(socket);
        socket.setSoTimeout(LONGEST_WAIT_MILLIS);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** What comes at once: a short answer. */
    private static String read(Socket socket) throws IOException {
        byte[] bytes = new byte[8192];
        int length = socket.getInputStream().read(bytes);
        return length < 0 ? "" : new String(bytes, 0, length, ISO_8859_1);
    }
}
