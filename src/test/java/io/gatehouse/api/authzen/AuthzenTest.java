package io.gatehouse.api.authzen;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.Instance.one;
import static io.gatehouse.api.authzen.Questions.EVALUATION;
import static io.gatehouse.api.authzen.Questions.EVALUATIONS;
import static io.gatehouse.api.authzen.Questions.post;
import static io.gatehouse.api.authzen.Questions.question;
import static io.gatehouse.api.authzen.Questions.token;
import static io.gatehouse.api.authzen.Questions.with;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuthzenTest {
    private String organization;
    private String bucket;
    private String asker;
    private String secret;

    @BeforeEach
    void setUp() {
        organization = Instance.organization("authzen");
        bucket = Instance.bucket(organization, "metrics");
        Instance.bucket(organization, "private");
        asker = Instance.token(organization, all("read", "authorizations", organization))
                .path("token");
        secret = Instance.token(organization, one("read", "buckets", organization, bucket))
                .path("token");
    }

    @Test
    void tokenMayDoWhatItsPermissionsSay() {
        ask(asker, token(secret, "read", "metrics"))
                .body(equalTo("{\"decision\":true}"))
                .contentType("application/json")
                .header("X-Policy-Version", notNullValue());
        ask(asker, token(secret, "write", "metrics")).body(equalTo("{\"decision\":false}"));
        ask(asker, token(secret, "read", "private")).body("decision", equalTo(false));
    }

    @Test
    void tokenThatEndsBeforeTheBodyHasComeIsRefused() throws Exception {
        Instant end = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
        String ending = Instance.token(
                        Map.of("orgID", organization, "perms", "read:buckets", "expiresAt", end.toString()))
                .path("token");
        String body = new JsonObject(token(ending, "read", "metrics")).encode();
        String head = "POST " + EVALUATION + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + ending + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n";

        assertThat(answer(head, Instant.EPOCH, body))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("{\"decision\":true}");
        assertThat(answer(head, end, body)).startsWith("HTTP/1.1 401 ");
    }

    /** What comes back for a body that comes at that time. */
    private static String answer(String head, Instant at, String body) throws Exception {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            while (!Instant.now().isAfter(at)) {
                Thread.sleep(50);
            }
            socket.getOutputStream().write(body.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @Test
    void everyTypeNameOfBucketsMeansTheSame() {
        for (String type : List.of("bucket", "buckets", "database")) {
            for (String id : List.of("metrics", bucket)) {
                var question = question(Map.of("type", "token", "id", secret), "read", Map.of("type", type, "id", id));
                ask(asker, question).body("decision", equalTo(true));
            }
        }
    }

    @Test
    void userIsAskedAboutByNameOrId() {
        Response user = as(Instance.operator())
                .body(Map.of("name", "member-of-" + organization))
                .post("/api/v2/users");
        as(Instance.operator())
                .body(Map.of("id", user.path("id")))
                .post("/api/v2/orgs/" + organization + "/members")
                .then()
                .statusCode(201);

        for (String id : List.<String>of(user.path("id"), user.path("name"))) {
            ask(asker, user(id, "read", "metrics")).body("decision", equalTo(true));
            ask(asker, user(id, "write", "metrics")).body("decision", equalTo(false));
        }
        ask(asker, user("nobody", "read", "metrics")).body(equalTo("{\"decision\":false}"));
    }

    @Test
    void ownerMayDoEverythingInTheOrganization() {
        String owner = Instance.user("owner");
        as(Instance.operator())
                .body(Map.of("id", owner))
                .post("/api/v2/orgs/" + organization + "/owners")
                .then()
                .statusCode(201);

        ask(asker, user(owner, "write", "metrics")).body("decision", equalTo(true));
    }

    @Test
    void anyCredentialAsksAboutItselfAndNobodyElse() {
        ask(secret, token(secret, "read", "metrics")).body("decision", equalTo(true));

        String other = Instance.token(organization, one("read", "buckets", organization, bucket))
                .path("token");
        for (String subject : List.of(other, "gth_unknown", asker)) {
            post(secret, EVALUATION, token(subject, "read", "metrics"))
                    .statusCode(403)
                    .contentType("application/json")
                    .body("error", containsString("read:orgs/" + organization + "/authorizations"));
        }
        post(secret, EVALUATION, user("root", "read", "metrics")).statusCode(403);
    }

    @Test
    void subjectOfAnotherOrganizationIsUnknown() {
        String foreign = Instance.organization("foreign");
        String theirs = Instance.token(foreign, all("read", "buckets", foreign)).path("token");
        var explained = Map.of("explain", true);

        Response another = answer(asker, with(token(theirs, "read", "metrics"), "context", explained));
        Response unknown = answer(
                asker,
                with(
                        token("gth_00000000000000000000000000000000000000000aaaaaa", "read", "metrics"),
                        "context",
                        explained));

        assertThat(another.asString()).isEqualTo(unknown.asString()).contains("token unknown", "\"decision\":false");
    }

    @Test
    void operatorAsksAboutAnyOrganization() {
        var question = token(secret, "read", "metrics");

        as(Instance.operator())
                .queryParam("orgID", organization)
                .body(question)
                .post(EVALUATION)
                .then()
                .statusCode(200)
                .body("decision", equalTo(true));
        String name =
                as(Instance.operator()).get("/api/v2/orgs/" + organization).path("name");
        as(Instance.operator())
                .queryParam("org", name)
                .body(question)
                .post(EVALUATION)
                .then()
                .body("decision", equalTo(true));
        ask(Instance.operator(), question).body("decision", equalTo(false));
    }

    @Test
    void organizationOfOthersIsOneThatDoesNotExist() {
        String foreign = Instance.organization("foreign");
        String name = as(Instance.operator()).get("/api/v2/orgs/" + foreign).path("name");

        for (String query : List.of("orgID=" + foreign, "orgID=00000000000003e8", "org=" + name, "org=nowhere")) {
            as(asker)
                    .body(token(secret, "read", "metrics"))
                    .post(EVALUATION + "?" + query)
                    .then()
                    .statusCode(404)
                    .body(equalTo("{\"error\":\"organization not found\"}"));
        }
    }

    @Test
    void explainedDecisionSaysWhy() {
        ask(asker, with(token(secret, "write", "metrics"), "context", Map.of("explain", true)))
                .body("context.reason", equalTo("no permission"))
                .body("context.permission", equalTo("write:orgs/" + organization + "/buckets/metrics"))
                .body("context.policy_version", notNullValue())
                .body("context.rule", nullValue());
        ask(asker, with(token(secret, "read", "metrics"), "context", Map.of("explain", true)))
                .body("context.reason", equalTo("no restriction"));
    }

    @Test
    void changesHoldForTheNextQuestion() {
        Response token = Instance.token(organization, one("read", "buckets", organization, bucket));
        ask(asker, token(token.path("token"), "read", "metrics")).body("decision", equalTo(true));

        as(Instance.operator())
                .delete("/api/v2/authorizations/" + token.path("id"))
                .then()
                .statusCode(204);
        ask(asker, token(token.path("token"), "read", "metrics")).body("decision", equalTo(false));

        as(Instance.operator())
                .body(Map.of("name", "renamed"))
                .patch("/api/v2/buckets/" + bucket)
                .then()
                .statusCode(200);
        ask(asker, token(secret, "read", "renamed")).body("decision", equalTo(true));
        ask(asker, token(secret, "read", "metrics")).body("decision", equalTo(false));
    }

    @Test
    void seriesIsReadFromTheProperties() {
        var resource = Map.of(
                "type", "database",
                "id", "metrics",
                "properties", Map.of("measurement", "cpu", "tags", Map.of("host", "a"), "owner", "b"));
        ask(asker, question(Map.of("type", "token", "id", secret), "read", resource))
                .body("decision", equalTo(true));

        refused(withProperties(Map.of("measurement", 5)), "resource.properties.measurement must be a string");
        refused(withProperties(Map.of("tags", List.of())), "resource.properties.tags must be an object");
        refused(withProperties(Map.of("tags", Map.of("host", 1))), "resource.properties.tags.host must be a string");
    }

    @Test
    void missingFieldsAndWrongTypesAreNamed() {
        var question = token(secret, "read", "metrics");
        for (String field : List.of("subject", "action", "resource")) {
            refused(without(question, field), field + " is missing");
            refused(with(question, field, null), field + " is missing");
            refused(with(question, field, "text"), field + " must be an object");
        }
        refused(with(question, "subject", Map.of("id", "alice")), "subject.type is missing");
        refused(with(question, "subject", Map.of("type", "user")), "subject.id is missing");
        refused(with(question, "action", Map.of()), "action.name is missing");
        refused(with(question, "action", Map.of("name", 123)), "action.name must be a string");
        refused(with(question, "resource", Map.of("id", "x")), "resource.type is missing");
        refused(with(question, "resource", Map.of("type", "bucket")), "resource.id is missing");
        refused(with(question, "context", List.of()), "context must be an object");
        refused(with(question, "context", Map.of("explain", "yes")), "context.explain must be a boolean");
        refused(
                with(question, "subject", Map.of("type", "user", "id", "a", "properties", Map.of("roles", "admin"))),
                "subject.properties.roles must be an array of strings");
    }

    @Test
    void unknownFieldsAndComplexPropertiesAreIgnored() {
        var question = with(token(secret, "read", "metrics"), "futureField", Map.of("nested", true));
        ask(asker, with(question, "context", Map.of("time", "now", "list", List.of(1), "ip", "::1")))
                .body("decision", equalTo(true));
    }

    @Test
    void whatIsNoJsonObjectIsRefused() {
        for (String body : List.of("", "{", "[]", "5", "{\"a\":1,\"a\":2}", "{} {}", "null")) {
            as(asker).body(body).post(EVALUATION).then().statusCode(400).body("error", notNullValue());
        }
        given().header("Authorization", "Token " + asker)
                .contentType(ContentType.TEXT)
                .body("{}")
                .post(EVALUATION)
                .then()
                .statusCode(400);
        as(asker)
                .body("{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}")
                .post(EVALUATION)
                .then()
                .statusCode(413);
        assertThat(as(asker).body("{\"id\": " + secret + "}").post(EVALUATION).asString())
                .doesNotContain(secret);
    }

    @Test
    void requestIdIsGivenBackAlsoWithAnError() {
        for (Object body : List.of(token(secret, "read", "metrics"), Map.of())) {
            as(asker)
                    .header("X-Request-ID", "bfe9eb29-ab87-4ca3-be83-a1d5d8305716")
                    .body(body)
                    .post(EVALUATION)
                    .then()
                    .header("X-Request-ID", "bfe9eb29-ab87-4ca3-be83-a1d5d8305716");
        }
        ask(asker, token(secret, "read", "metrics")).header("X-Request-ID", nullValue());
    }

    @Test
    void nobodyAsksWithoutCredentials() {
        given().contentType(ContentType.JSON)
                .body(token(secret, "read", "metrics"))
                .post(EVALUATION)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", notNullValue());
    }

    @Test
    void endpointsAreFound() {
        given().get("/.well-known/authzen-configuration")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("policy_decision_point", notNullValue())
                .body("access_evaluation_endpoint", endsWith(EVALUATION))
                .body("access_evaluations_endpoint", endsWith(EVALUATIONS));
    }

    private void refused(Map<String, Object> question, String message) {
        post(asker, EVALUATION, question)
                .statusCode(400)
                .contentType("application/json")
                .body("error", equalTo(message));
    }

    private static ValidatableResponse ask(String asker, Map<String, Object> question) {
        return post(asker, EVALUATION, question).statusCode(200);
    }

    private static Response answer(String asker, Map<String, Object> question) {
        return as(asker).body(question).post(EVALUATION);
    }

    private static Map<String, Object> user(String nameOrId, String action, String bucket) {
        return question(Map.of("type", "user", "id", nameOrId), action, Map.of("type", "bucket", "id", bucket));
    }

    private Map<String, Object> withProperties(Map<String, ?> properties) {
        return question(
                Map.of("type", "token", "id", secret),
                "read",
                Map.of("type", "bucket", "id", "metrics", "properties", properties));
    }

    private static Map<String, Object> without(Map<String, Object> question, String field) {
        Map<String, Object> changed = new HashMap<>(question);
        changed.remove(field);
        return changed;
    }
}
