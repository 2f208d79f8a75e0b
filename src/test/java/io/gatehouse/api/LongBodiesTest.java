package io.gatehouse.api;

import static io.gatehouse.api.Instance.all;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that announce bodies and then send nothing, or nothing that anybody reads. */
@QuarkusTest
class LongBodiesTest {
    private static final int MOST = 2_000;
    private static final int LONGEST_WAIT_MILLIS = 30_000;
    private static final int MIB = 1024 * 1024;

    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void closeConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Test
    void bodiesOfOneOrganizationDoNotShutTheOthersOut() throws Exception {
        String one = check("one");
        String other = check("other");

        String refusal = refusalAfterMany(one);

        assertThat(refusal)
                .startsWith("HTTP/1.1 429 ")
                .containsIgnoringCase("retry-after: 1")
                .contains("application/problem+json", "too many long bodies of the organization are under way");
        assertThat(answer(other)).startsWith("HTTP/1.1 100 ");

        closeConnections();
        Awaitility.await()
                .atMost(Duration.ofMillis(LONGEST_WAIT_MILLIS))
                .until(() -> answer(one).startsWith("HTTP/1.1 100 "));
    }

    @Test
    void bodiesWithoutCredentialsCountTogether() throws Exception {
        String other = check("beside");

        String refusal = refusalAfterMany(head("POST /api/v2/setup", "", MIB));

        assertThat(refusal).startsWith("HTTP/1.1 429 ").contains("too many requests");
        assertThat(answer(other)).startsWith("HTTP/1.1 100 ");
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

    private String refusalAfterMany(String head) throws IOException {
        for (int i = 0; i < MOST; i++) {
            String answer = answer(head);
            if (!answer.startsWith("HTTP/1.1 100 ")) {
                return answer;
            }
        }
        throw new AssertionError("all of " + MOST + " bodies are awaited");
    }

    /** What a client is told that asks whether it may send its body, and stays. */
    private String answer(String head) throws IOException {
        Socket socket = connect();
        write(socket, head);
        return read(socket);
    }

    private static String check(String name) {
        String organization = Instance.organization(name);
        String bucket = Instance.bucket(organization, "b");
        String secret = Instance.token(organization, Instance.one("write", "buckets", organization, bucket))
                .path("token");
        return head("POST /v1/series/check?bucket=b", "Authorization: Token " + secret + "\r\n", 10 * MIB);
    }

    private static String head(String request, String headers, int length) {
        return request + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                + "Expect: 100-continue\r\nContent-Length: " + length + "\r\n\r\n";
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
