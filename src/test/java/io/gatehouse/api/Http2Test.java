package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests over HTTP/2 without TLS, as proxies and Java's own client send them. */
@QuarkusTest
class Http2Test {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    @Test
    void requestWithoutBodyIsAnswered() throws Exception {
        for (int request = 0; request < 2; request++) {
            HttpResponse<String> answer = send("GET", "/api/v2/setup", BodyPublishers.noBody());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void bodyIsReadWithAndWithoutItsLength() throws Exception {
        send("GET", "/health", BodyPublishers.noBody());
        String body = "{\"orgID\": \"" + Instance.organization("http2") + "\", \"name\": \"b\"}";
        assertThat(send("POST", "/api/v2/buckets", BodyPublishers.ofString(body))
                        .statusCode())
                .isEqualTo(201);
        BodyPublisher stream = BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(body.replace("\"b\"", "\"c\"").getBytes(StandardCharsets.UTF_8)));
        assertThat(send("POST", "/api/v2/buckets", stream).statusCode()).isEqualTo(201);
    }

    @Test
    void bodyAboveTheLimitIsTooLargeWhereItsLengthIsNotSaid() throws Exception {
        send("GET", "/health", BodyPublishers.noBody());
        String of = "?orgID=" + Instance.organization("http2");
        byte[] tooLong =
                "{\"name\": \"".concat("x".repeat(1024 * 1024)).concat("\"}").getBytes(StandardCharsets.UTF_8);
        for (String door : List.of(
                "POST /api/v2/buckets",
                "POST /user" + of,
                "POST /influxdb/v2/acl/restrictions" + of,
                "PUT /v1/resource-types/record" + of,
                "POST /access/v1/evaluation")) {
            HttpResponse<String> answer = send(
                    door.split(" ", -1)[0],
                    door.split(" ", -1)[1],
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLong)));
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).as(door).isEqualTo(413);
            assertThat(answer.body()).as(door).contains("the request body is longer than 1048576 bytes");
        }
        byte[] lines = new byte[10 * 1024 * 1024 + 1];
        assertThat(send(
                                "POST",
                                "/v1/series/check?bucket=b&" + of.substring(1),
                                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(lines)))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void requestThatCouldHaveABodyIsAnsweredWithoutOne() throws Exception {
        send("GET", "/health", BodyPublishers.noBody());
        String bucket = Instance.bucket(Instance.organization("http2"), "b");
        HttpResponse<String> answer = send("DELETE", "/api/v2/buckets/" + bucket, BodyPublishers.noBody());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(204);
        BodyPublisher empty = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[0]));
        assertThat(send("POST", "/api/v2/buckets", empty).statusCode()).isEqualTo(400);
        assertThat(send("POST", "/authorize?permission=read:buckets", empty).statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) throws Exception {
        URI uri = URI.create(RestAssured.baseURI + ":" + RestAssured.port + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, body)
                .header("Authorization", "Token " + Instance.operator())
                .header("Content-Type", "application/json")
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
