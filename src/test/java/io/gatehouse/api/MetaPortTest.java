package io.gatehouse.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is set for one port holds for both. */
@QuarkusTest
@TestProfile(MetaPortTest.Profile.class)
class MetaPortTest {
    private static final int LONGEST_WAIT_MILLIS = 30_000;

    @Inject
    MetaPort meta;

    @Test
    void silentConnectionIsClosed() throws Exception {
        for (int port : List.of(RestAssured.port, meta.port())) {
            try (Socket socket = connect(port)) {
                assertThat(socket.getInputStream().read()).as("port %d", port).isEqualTo(-1);
            }
        }
    }

    @Test
    void headersAndFirstLineMayBeAsLong() throws Exception {
        for (int port : List.of(RestAssured.port, meta.port())) {
            try (Socket socket = connect(port)) {
                String request = "GET /health?" + "x".repeat(6_000) + " HTTP/1.1\r\nHost: localhost\r\nX-Long: "
                        + "x".repeat(20_000) + "\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(ISO_8859_1));
                assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
                        .as("port %d", port)
                        .isEqualTo("HTTP/1.1 200");
            }
        }
    }

    private static Socket connect(int port) throws Exception {
        var socket = new Socket("localhost", port);
        socket.setSoTimeout(LONGEST_WAIT_MILLIS);
        return socket;
    }

    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.idle-timeout", "1S",
                    "quarkus.http.limits.max-header-size", "32K",
                    "quarkus.http.limits.max-initial-line-length", "8192");
        }
    }
}
