package io.gatehouse.api;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.token.TokenSecret;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ordinary questions are answered in front of the deciding doors, all others by the doors themselves: nobody must be
 * able to tell which. A parameter that no door knows makes a question one for the door.
 */
@QuarkusTest
class LanesTest {
    private static final String EVALUATION = "/access/v1/evaluation";
    private static final String DOOR = "x=1";

    private String organization;
    private String asker;
    private String secret;
    private String id;

    @BeforeEach
    void setUp() {
        organization = Instance.organization("lanes");
        Instance.bucket(organization, "metrics");
        asker = Instance.token(organization, all("read", "authorizations", organization))
                .path("token");
        Response token = Instance.token(organization, all("read", "buckets", organization));
        secret = token.path("token");
        id = token.path("id");
        for (String each : List.of(asker, secret)) {
            authorize(as(each), "read:buckets");
            authorize(as(each), "read:buckets");
        }
    }

    @Test
    void evaluationsAreTheSame() {
        String allowed = question("token", secret, "read", "metrics");
        List<String> bodies = List.of(
                allowed,
                question("token", secret, "write", "metrics"),
                question("token", "gth_nothing", "write", "metrics"),
                question("user", "nobody", "read", "metrics"),
                question("planet", "x", "read", "metrics"),
                allowed.replace("}}", "}, \"context\": {\"explain\": true}}"),
                allowed.replace("\"read\"", "7"),
                allowed.replace("\"metrics\"", "null"),
                allowed + " trailing",
                "[]",
                "{",
                "");
        for (String caller : List.of(asker, secret, Instance.operator(), "gth_invented")) {
            for (String body : bodies) {
                assertSameEvaluation(as(caller), body);
            }
        }
    }

    @Test
    void evaluationsWithOtherHeadersAreTheSame() {
        String body = question("token", secret, "read", "metrics");
        for (Map<String, String> headers : List.of(
                Map.of("X-Request-ID", "id of mine"),
                Map.of("X-Min-Policy-Version", "1"),
                Map.of("X-Min-Policy-Version", "x"),
                Map.of("X-Min-Policy-Version", "1000000"),
                Map.of("X-Consistency", "full"),
                Map.of("X-Consistency", "half"),
                Map.of("Accept", "text/html"),
                Map.of("Accept", "application/json"),
                Map.of("Content-Type", "text/plain"))) {
            assertSameEvaluation(as(asker).headers(headers), body);
        }
        assertSameEvaluation(RestAssured.given().contentType(ContentType.JSON), body);
        var text = encoderConfig().encodeContentTypeAs("application/json-seq", ContentType.TEXT);
        assertSameEvaluation(
                as(asker).config(RestAssured.config().encoderConfig(text)).contentType("application/json-seq"), body);
        assertSameEvaluation(
                as(asker), body.replace("}}", "}, \"context\": {\"long\": \"" + "x".repeat(200_000) + "\"}}"));
    }

    @Test
    void authorizationsAreTheSame() {
        for (String caller : List.of(asker, secret, "gth_invented")) {
            for (String permission : List.of(
                    "read:buckets",
                    "read:bucket:metrics",
                    "write:bucket:metrics",
                    "read:bucket:unknown",
                    "read%3Abucket%3Ametrics",
                    "read%3abucket%3ametrics",
                    "read:bucket:me%74rics",
                    "read:bucket:m%2Fx",
                    "read:bucket:m%253Ax",
                    "read:orgs",
                    "read",
                    ":",
                    "")) {
                assertSameAuthorization(() -> as(caller), permission);
                assertSameAuthorization(() -> as(caller).header("X-Min-Policy-Version", "1"), permission);
                assertSameAuthorization(() -> as(caller).header("X-Consistency", "half"), permission);
            }
        }
        assertSameAuthorization(RestAssured::given, "read:buckets");
    }

    @Test
    void tokenThatWasNeverSeenIsDecidedOnInFrontOfTheDoorsAsWell() {
        for (Map<String, ?> grant :
                List.of(all("read", "buckets", organization), all("write", "buckets", organization))) {
            String[] fresh = new String[4];
            for (int i = 0; i < fresh.length; i++) {
                fresh[i] = Instance.token(organization, grant).path("token");
            }
            Response front = authorize(as(fresh[0]), "read:buckets");
            Response door = authorize(as(fresh[1]), "read:buckets&" + DOOR);
            assertThat(front.statusCode()).isEqualTo(door.statusCode());
            assertThat(front.asString()).isEqualTo(door.asString());
            assertThat(as(fresh[2])
                            .body(question("token", fresh[2], "read", "metrics"))
                            .post(EVALUATION)
                            .asString())
                    .isEqualTo(as(fresh[3])
                            .body(question("token", fresh[3], "read", "metrics"))
                            .post(EVALUATION + "?" + DOOR)
                            .asString());
        }
    }

    @Test
    void secretThatNobodyIssuedIsRefusedAtItsFirstSight() {
        for (int i = 0; i < 3; i++) {
            String invented = TokenSecret.generate();
            assertSameAuthorization(() -> as(invented), "read:buckets");
            String another = TokenSecret.generate();
            assertSameEvaluation(as(another), question("token", another, "read", "metrics"));
            assertThat(authorize(as(TokenSecret.generate()), "read:buckets").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void revokedTokenIsRefusedInFrontOfTheDoorsAsWell() {
        String body = question("token", secret, "read", "metrics");
        assertThat(authorize(as(secret), "read:buckets").statusCode()).isEqualTo(200);
        assertThat(as(asker).body(body).post(EVALUATION).asString()).isEqualTo("{\"decision\":true}");

        as(Instance.operator()).delete("/api/v2/authorizations/" + id).then().statusCode(204);

        assertThat(authorize(as(secret), "read:buckets").statusCode()).isEqualTo(401);
        assertThat(as(secret).body(body).post(EVALUATION).statusCode()).isEqualTo(401);
        assertThat(as(asker).body(body).post(EVALUATION).asString()).isEqualTo("{\"decision\":false}");
    }

    @Test
    void versionThatIsAskedForIsOneOfTheOrganizationThatIsAskedAbout() {
        String other = Instance.organization("lanes-of-another");
        String version = "1";
        for (int i = 0; i < 30; i++) {
            version = as(Instance.operator())
                    .body(Map.of("orgID", other, "name", "bucket" + i, "retentionRules", List.of()))
                    .post("/api/v2/buckets")
                    .header("X-Policy-Version");
        }
        String reader = Instance.token(
                        organization,
                        Map.of("action", "read", "resource", Map.of("type", "buckets")),
                        Map.of("action", "read", "resource", Map.of("type", "orgs")))
                .path("token");

        String question = "read:bucket:bucket1&orgID=" + other;
        assertThat(authorize(as(reader).header("X-Min-Policy-Version", version), question)
                        .statusCode())
                .isEqualTo(403);
        Response answer = authorize(as(Instance.operator()).header("X-Min-Policy-Version", version), question);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("X-Policy-Version")).isEqualTo(version);
        assertThat(as(Instance.operator())
                        .header("X-Min-Policy-Version", version)
                        .body(question("token", Instance.operator(), "read", "bucket1"))
                        .post(EVALUATION + "?orgID=" + other)
                        .asString())
                .isEqualTo("{\"decision\":true}");
    }

    @Test
    void http2IsAnsweredByTheDoorsAsWell() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        String base = "http://localhost:" + RestAssured.port;
        for (int i = 0; i < 3; i++) {
            for (HttpRequest.Builder request : List.of(
                    HttpRequest.newBuilder(URI.create(base + "/authorize?permission=read:buckets")),
                    HttpRequest.newBuilder(URI.create(base + "/authorize?permission=read:buckets&" + DOOR)),
                    HttpRequest.newBuilder(URI.create(base + EVALUATION))
                            .POST(HttpRequest.BodyPublishers.ofString(question("token", secret, "read", "metrics"))),
                    HttpRequest.newBuilder(URI.create(base + EVALUATION))
                            .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(
                                    question("token", secret, "read", "metrics")))))) {
                HttpResponse<String> answer = client.send(
                        request.header("Authorization", "Bearer " + secret)
                                .header("Content-Type", "application/json")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);
            }
        }
    }

    private static void assertSameEvaluation(RequestSpecification request, String body) {
        RequestSpecification question = request.body(body);
        assertThat(parts(question.post(EVALUATION))).isEqualTo(parts(question.post(EVALUATION + "?" + DOOR)));
    }

    private static void assertSameAuthorization(Supplier<RequestSpecification> request, String permission) {
        assertThat(parts(authorize(request.get(), permission)))
                .isEqualTo(parts(authorize(request.get(), permission + "&" + DOOR)));
    }

    private static List<String> parts(Response answer) {
        List<String> parts = new ArrayList<>();
        answer.headers()
                .forEach(header -> parts.add(header.getName().toLowerCase(Locale.ROOT) + ": "
                        + header.getValue().toLowerCase(Locale.ROOT)));
        parts.sort(null);
        parts.add(answer.statusLine());
        parts.add(answer.asString());
        return parts;
    }

    /** The characters as they are given here. */
    static Response authorize(RequestSpecification caller, String permission) {
        return caller.urlEncodingEnabled(false).get("/authorize?permission=" + permission);
    }

    static String question(String type, String subject, String action, String bucket) {
        return "{\"subject\": {\"type\": \"" + type + "\", \"id\": \"" + subject + "\"}, \"action\": {\"name\": \""
                + action + "\"}, \"resource\": {\"type\": \"bucket\", \"id\": \"" + bucket + "\"}}";
    }
}
