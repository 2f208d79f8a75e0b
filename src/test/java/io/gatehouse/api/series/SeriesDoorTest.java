package io.gatehouse.api.series;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.Instance.one;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SeriesDoorTest {
    private static final String CHECK = "/v1/series/check";
    private static final String FILTER = "/v1/series/filter";
    private static final String LINES = "cpu,host=a v=1\ncpu v=\"x\ny\" 12\n";

    private String organization;
    private String writer;
    private String writerId;
    private String asker;
    private String askerId;

    @BeforeEach
    void setUp() {
        organization = Instance.organization("series");
        String bucket = Instance.bucket(organization, "metrics");
        Response writing = Instance.token(organization, one("write", "buckets", organization, bucket));
        writer = writing.path("token");
        writerId = writing.path("id");
        Response asking = Instance.token(organization, all("read", "authorizations", organization));
        asker = asking.path("token");
        askerId = asking.path("id");
    }

    @Test
    void callerIsTheSubject() {
        post(text(writer).queryParam("action", "write"), CHECK)
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header("X-Policy-Version", notNullValue())
                .body(equalTo("{\"decision\":true,\"points\":2,\"denied_total\":0,\"denied\":[]}"));
        post(text(writer).queryParam("action", "read"), CHECK)
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("denied", hasSize(2))
                .body("denied[1].line", equalTo(2))
                .body("denied[0].reason", equalTo("no permission"))
                .body("denied[0].permission", containsString("read:orgs/" + organization));
    }

    @Test
    void othersAreSubjectsForWhomIsEntitled() {
        RequestSpecification about =
                text(asker).queryParam("subject_type", "token").queryParam("subject_id", writerId);
        post(about, CHECK).statusCode(200).body("decision", equalTo(true));

        RequestSpecification other =
                text(writer).queryParam("subject_type", "token").queryParam("subject_id", askerId);
        post(other, CHECK).statusCode(403).contentType("application/problem+json");
        RequestSpecification itself =
                text(writer).queryParam("subject_type", "token").queryParam("subject_id", writerId);
        post(itself, CHECK).statusCode(200).body("decision", equalTo(true));

        RequestSpecification half = text(asker).queryParam("subject_type", "token");
        post(half, CHECK).statusCode(400).body("detail", equalTo("subject_id is missing"));
    }

    @Test
    void secretDoesNotBelongInAnAddress() {
        for (String path : List.of(CHECK, FILTER, "/v1/series/predicate")) {
            RequestSpecification about =
                    text(asker).queryParam("subject_type", "token").queryParam("subject_id", writer);
            String answer = post(path.equals(FILTER) ? about.body("{\"series\": []}") : about.body("{}"), path)
                    .statusCode(400)
                    .body("detail", containsString("subject_id of a token must be its authorization's id"))
                    .extract()
                    .asString();
            assertThat(answer).doesNotContain(writer);
        }
    }

    @Test
    void subjectOfAnotherOrganizationIsUnknown() {
        String foreign = Instance.organization("foreign");
        Response token = Instance.token(foreign, all("write", "buckets", foreign));
        String theirs = token.path("token");

        for (String id : List.of(token.<String>path("id"), "0123456789abcdef")) {
            post(text(asker).queryParam("subject_type", "token").queryParam("subject_id", id), CHECK)
                    .statusCode(200)
                    .body("decision", equalTo(false))
                    .body("denied[0].reason", equalTo("token unknown"));
        }
        filter(
                        asker,
                        "write",
                        Map.of(
                                "series",
                                List.of(Map.of("measurement", "cpu")),
                                "subject_type",
                                "token",
                                "subject_id",
                                theirs))
                .body("series", hasSize(0));
        post(text(theirs).queryParam("orgID", organization), CHECK)
                .statusCode(404)
                .body("detail", equalTo("organization not found"));
    }

    @Test
    void whatIsWrongIsNamed() {
        post(text(writer).body("cpu v=1\ncpu v="), CHECK)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", equalTo("line 2: missing field value"));
        post(text(writer).queryParam("action", "drop"), CHECK).statusCode(400).body("detail", containsString("action"));
        given().header("Authorization", "Token " + writer)
                .contentType("text/plain")
                .body(LINES)
                .post(CHECK)
                .then()
                .statusCode(400)
                .body("detail", equalTo("bucket is missing"));
        post(text(writer).header("X-Consistency", "some"), CHECK).statusCode(400);
        given().contentType("text/plain").body(LINES).post(CHECK).then().statusCode(401);
    }

    @Test
    void freshnessIsAsked() {
        post(text(writer).header("X-Consistency", "full"), CHECK)
                .statusCode(200)
                .body("decision", equalTo(true));
        post(text(writer).header("X-Min-Policy-Version", "999999"), CHECK).statusCode(503);
    }

    /** As {@code curl --data-binary} sends it. */
    @Test
    void bodyOfAFormIsReadAsLines() throws Exception {
        HttpResponse<String> answer =
                send(CHECK + "?bucket=metrics", LINES.getBytes(UTF_8), false, "application/x-www-form-urlencoded");
        assertThat(answer.body()).contains("\"points\":2");
    }

    @Test
    void chunkedBodyIsReadAsAnyOther() throws Exception {
        HttpResponse<String> answer = send(CHECK + "?bucket=metrics", LINES.getBytes(UTF_8), true);
        assertThat(answer.body()).contains("\"points\":2");
        assertThat(send("/v1/series/predicate?bucket=metrics", "{}".getBytes(UTF_8), true)
                        .body())
                .isEqualTo("{\"mode\":\"none\"}");
        String bucket = "{\"orgID\":\"" + organization + "\",\"name\":\"x\",\"retentionRules\":[]}";
        assertThat(send("/api/v2/buckets", bucket.getBytes(UTF_8), true).body())
                .contains("write:orgs/" + organization + "/buckets is unauthorized");
    }

    @Test
    void predicateSaysAllOrNone() {
        for (String action : List.of("read", "write")) {
            as(writer)
                    .queryParam("bucket", "metrics")
                    .body(Map.of("action", action, "measurement", "cpu"))
                    .post("/v1/series/predicate")
                    .then()
                    .statusCode(200)
                    .header("X-Policy-Version", notNullValue())
                    .body("mode", equalTo(action.equals("write") ? "all" : "none"));
        }
        as(writer)
                .queryParam("bucket", "metrics")
                .body(Map.of("measurement", ""))
                .post("/v1/series/predicate")
                .then()
                .statusCode(400)
                .body("detail", containsString("measurement"));
    }

    @Test
    void filterAnswersWhatIsVisible() {
        var series = List.of(
                Map.of("measurement", "cpu", "tags", Map.of("host", "a")),
                Map.of("measurement", "mem", "tags", Map.of()));

        filter(writer, Map.of("series", series)).statusCode(200).body("series", hasSize(0));
        filter(writer, "write", Map.of("series", series)).body("series", equalTo(series));
        filter(asker, "write", Map.of("series", series, "subject_type", "token", "subject_id", writer))
                .header("X-Policy-Version", notNullValue())
                .body("series", equalTo(series));
    }

    @Test
    void filterNamesTheField() {
        filter(writer, Map.of()).statusCode(400).body("detail", equalTo("series is missing"));
        filter(writer, Map.of("series", List.of(Map.of()))).body("detail", equalTo("series[0].measurement is missing"));
        filter(writer, Map.of("series", "all")).statusCode(400).body("detail", containsString("series"));
        filter(writer, Map.of("serie", List.of())).statusCode(400).body("detail", containsString("serie"));
        filter(writer, Map.of("series", List.of(Map.of("measurement", "m", "tags", Map.of("a", 1)))))
                .statusCode(400)
                .body("detail", containsString("series[0].tags.a"));
    }

    @Test
    void compressedWritesAreCheckedAsTheyAreWritten() throws Exception {
        byte[] gzip = WriteBodyTest.gzip(LINES.getBytes(UTF_8));
        String plain = text(writer).post(CHECK).asString();

        for (boolean chunked : new boolean[] {false, true}) {
            HttpResponse<String> answer = send(request(CHECK + "?bucket=metrics", gzip, chunked, "text/plain")
                    .header("Content-Encoding", "gzip"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(plain).contains("\"points\":2");
        }
        HttpResponse<String> unread =
                send(request(CHECK + "?bucket=metrics", LINES.getBytes(UTF_8), false, "text/plain")
                        .header("Content-Encoding", "gzip"));
        assertThat(unread.statusCode()).isEqualTo(400);
        assertThat(unread.body()).contains("Content-Encoding: the body is no gzip");
        byte[] bomb = WriteBodyTest.gzip(new byte[20 * 1024 * 1024]);
        assertThat(send(request(CHECK + "?bucket=metrics", bomb, false, "text/plain")
                                .header("Content-Encoding", "gzip"))
                        .statusCode())
                .isEqualTo(413);
        for (String encoding : List.of("x-gzip", "GZIP", "deflate", "gzip, gzip")) {
            HttpResponse<String> other = send(request(CHECK + "?bucket=metrics", gzip, false, "text/plain")
                    .header("Content-Encoding", encoding));
            assertThat(other.statusCode()).as(encoding).isEqualTo(400);
            assertThat(other.body()).as(encoding).contains("Content-Encoding must be `gzip` or `identity`");
        }
        HttpResponse<String> twice = send(request(CHECK + "?bucket=metrics", gzip, false, "text/plain")
                .header("Content-Encoding", "gzip")
                .header("Content-Encoding", "identity"));
        assertThat(twice.statusCode()).isEqualTo(400);
    }

    @Test
    void wholeWritesMayBeTenMebibytes() throws Exception {
        byte[] body = new byte[10 * 1024 * 1024];
        Arrays.fill(body, (byte) '\n');
        byte[] point = "cpu v=1".getBytes(UTF_8);
        System.arraycopy(point, 0, body, 0, point.length);

        for (boolean chunked : new boolean[] {false, true}) {
            assertThat(send(CHECK + "?bucket=metrics", body, chunked).body()).contains("\"points\":1");
            HttpResponse<String> longer =
                    send(CHECK + "?bucket=metrics", Arrays.copyOf(body, body.length + 1), chunked);
            assertThat(longer.statusCode()).isEqualTo(413);
            assertThat(longer.body()).contains("\"status\":413");
        }
    }

    @Test
    void otherDoorsTakeOneMebibyte() throws Exception {
        byte[] body = new byte[1024 * 1024 + 1];
        Arrays.fill(body, (byte) ' ');

        for (boolean chunked : new boolean[] {false, true}) {
            for (String path : List.of("/access/v1/evaluation", "/api/v2/buckets", "/api/v2/authorizations")) {
                HttpResponse<String> answer = send(path, body, chunked);
                assertThat(answer.statusCode()).as(path).isEqualTo(413);
                assertThat(answer.body()).as(path).startsWith(path.startsWith("/api") ? "{\"code\":" : "{\"error\":");
            }
        }
    }

    private HttpResponse<String> send(String path, byte[] body, boolean chunked) throws Exception {
        return send(path, body, chunked, "application/json");
    }

    private HttpResponse<String> send(String path, byte[] body, boolean chunked, String type) throws Exception {
        return send(request(path, body, chunked, type));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, byte[] body, boolean chunked, String type) {
        var publisher = chunked
                ? HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                : HttpRequest.BodyPublishers.ofByteArray(body);
        return HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Token " + writer)
                .header("Content-Type", type)
                .POST(publisher);
    }

    private RequestSpecification text(String secret) {
        return given().header("Authorization", "Token " + secret)
                .contentType("text/plain")
                .queryParam("bucket", "metrics")
                .body(LINES);
    }

    private static ValidatableResponse post(RequestSpecification request, String path) {
        return request.post(path).then();
    }

    private static ValidatableResponse filter(String secret, Map<String, ?> body) {
        return filter(secret, "read", body);
    }

    private static ValidatableResponse filter(String secret, String action, Map<String, ?> body) {
        return as(secret)
                .queryParam("bucket", "metrics")
                .queryParam("action", action)
                .body(body)
                .post(FILTER)
                .then();
    }
}
