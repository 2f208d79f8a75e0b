package io.gatehouse.api.series;

import static io.gatehouse.api.Instance.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.ForbiddenException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** InfluxData's own Java library, which compresses what it writes through a gateway that asks first. */
@QuarkusTest
class CompressingClientTest {
    private final List<String> encodings = new ArrayList<>();
    private HttpServer gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/api/v2/write", this::pass);
        gateway.start();
    }

    @AfterEach
    void close() {
        gateway.stop(0);
    }

    @Test
    void writesArePassedOnIfAllTheirPointsAreAllowed() {
        String organization = Instance.organization("gateway");
        String bucket = Instance.bucket(organization, "metrics");
        String writer = Instance.token(organization, one("write", "buckets", organization, bucket))
                .path("token");
        String reader = Instance.token(organization, one("read", "buckets", organization, bucket))
                .path("token");

        write(writer);
        assertThatThrownBy(() -> write(reader)).isInstanceOf(ForbiddenException.class);
        assertThat(encodings).containsExactly("gzip", "gzip");
    }

    private void write(String secret) {
        String address = "http://localhost:" + gateway.getAddress().getPort();
        try (InfluxDBClient client = InfluxDBClientFactory.create(address, secret.toCharArray(), "any", "metrics")
                .enableGzip()) {
            client.getWriteApiBlocking()
                    .writeRecords(WritePrecision.NS, List.of("cpu,host=a v=1 1", "cpu,host=b v=1 2"));
        }
    }

    private void pass(HttpExchange write) throws IOException {
        String encoding = write.getRequestHeaders().getFirst("Content-Encoding");
        encodings.add(encoding);
        String check = RestAssured.baseURI + ":" + RestAssured.port + "/v1/series/check?bucket=metrics";
        HttpRequest question = HttpRequest.newBuilder(URI.create(check))
                .header("Authorization", write.getRequestHeaders().getFirst("Authorization"))
                .header("Content-Encoding", encoding)
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        write.getRequestBody().readAllBytes()))
                .build();
        boolean allowed = HttpClient.newHttpClient()
                .sendAsync(question, HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> answer.body().startsWith("{\"decision\":true,\"points\":2"))
                .join();
        write.sendResponseHeaders(allowed ? 204 : 403, -1);
        write.close();
    }
}
