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
