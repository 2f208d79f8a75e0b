package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Paths, methods, ids, parameters and headers that cannot be meant. */
@QuarkusTest
class MalformedRequestsTest {
    private static final List<String> NO_IDS = List.of(
            "0af8b494f72460",
            "0af8b494f724600",
            "0af8b494f72460000",
            "0af8b494f724600g",
            "0000000000000000",
            "-af8b494f7246000",
            "%00",
            "%F0%9F%92%A9",
            "name");
    private static final List<String> NO_LIMITS = List.of("0", "101", "-1", "abc", "1.5", "99999999999", "%00");
    private static final List<String> NO_OFFSETS = List.of("-1", "abc", "99999999999", "1e3");
    private static final List<String> NO_BOOLEANS = List.of("perhaps", "2");

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private final List<String> flaws = new ArrayList<>();
    private String operator = "";
    private Map<String, String> before = Map.of();

    @BeforeEach
    void rememberWhatThereIs() throws Exception {
        operator = "Token " + Instance.operator();
        before = tables.state();
    }

    @Test
    void idThatIsNoneIsRefusedInEveryPath() throws Exception {
        for (String path : List.of("orgs/{id}", "buckets/{id}", "users/{id}", "authorizations/{id}")) {
            for (String method : List.of("GET", "PATCH", "DELETE")) {
                expectNoId(method, "/api/v2/" + path);
            }
        }
        for (String path : List.of(
                "orgs/{id}/members",
                "orgs/{id}/owners",
                "buckets/{id}/members",
                "buckets/{id}/owners",
                "buckets/{id}/labels",
                "users/{id}/permissions")) {
            expectNoId("GET", "/api/v2/" + path);
        }
        for (String path : List.of(
                "orgs/{id}/members", "buckets/{id}/owners", "users/{id}/password", "authorizations/{id}/rotate")) {
            expectNoId("POST", "/api/v2/" + path);
        }
        expectNoId("DELETE", "/api/v2/orgs/0af8b494f7246000/members/{id}");
        expectNoId("PUT", "/api/v2/users/{id}/password");
        expectNothingWritten();
    }

    @Test
    void parameterThatCannotBeReadIsRefusedByItsName() throws Exception {
        Map<String, List<String>> paging = new LinkedHashMap<>();
        paging.put("limit", NO_LIMITS);
        paging.put("offset", NO_OFFSETS);
        paging.put("descending", NO_BOOLEANS);
        for (String path : List.of("/api/v2/orgs", "/api/v2/users", "/api/v2/buckets")) {
            paging.forEach((parameter, values) -> expectBad(path, parameter, values));
        }
        for (String path : List.of(
                "orgs orgID",
                "orgs userID",
                "users id",
                "users after",
                "buckets orgID",
                "buckets id",
                "buckets after",
                "authorizations userID",
                "authorizations orgID",
                "authorizations id")) {
            String[] parts = path.split(" ", -1);
            expectBad("/api/v2/" + parts[0], parts[1], NO_IDS);
        }
        for (String parameter : List.of("orgID", "id", "userID")) {
            expectBad("/v1/audit", parameter, NO_IDS);
        }
        for (String parameter : List.of("since", "until")) {
            expectBad("/v1/audit", parameter, List.of("yesterday", "2026-13-01T00:00:00Z", "1"));
            expectBad("/v1/audit", parameter, List.of("%2B999999999-12-31T23:59:59Z", "-5000-01-01T00:00:00Z"));
        }
        expectBad("/v1/audit", "limit", NO_LIMITS);
        expectBad("/v1/audit", "after", List.of("abc", "1.5", "99999999999999999999"));
        expectBad("/v1/audit", "descending", NO_BOOLEANS);
        expectBad("/v1/audit", "instance", NO_BOOLEANS);
        expectBad("/v1/audit", "action", List.of("drop", "%00"));
        expectBad("/authorize", "permission", List.of("", "read", ":", "read:", ":buckets", "read:buckets:", "%00"));
        expectBad("/authorize?permission=read:buckets", "orgID", NO_IDS);
        expectNothingWritten();
    }

    /** The Python client sends its own words for them. */
    @Test
    void flagsAreTheWordsOfGo() {
        for (String word : List.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False")) {
            Instance.as(Instance.operator())
                    .get("/api/v2/orgs?descending=" + word)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void nulInAnyParameterIsRefusedByItsName() throws Exception {
        for (String path : List.of(
                "/api/v2/orgs org",
                "/api/v2/users name",
                "/api/v2/buckets org",
                "/api/v2/buckets name",
                "/api/v2/authorizations user",
                "/api/v2/authorizations org",
                "/v1/audit org",
                "/v1/audit kind",
                "/authorize?permission=read:buckets org")) {
            String[] parts = path.split(" ", -1);
            expectBad(parts[0], parts[1], List.of("%00", "a%00b"));
        }
        expect(
                RawRequest.of("POST", "/access/v1/evaluation?org=%00")
                        .as(operator)
                        .json(
                                "{\"subject\": {\"type\": \"user\","
                                        + " \"id\": \"u\"}, \"action\": {\"name\": \"read\"}, \"resource\": {\"type\": \"t\", \"id\": \"i\"}}"),
                "/access/v1/evaluation",
                400,
                "org");
        expectNothingWritten();
    }

    @Test
    void strangeQueryIsNeverAnAccident() {
        for (String path : List.of(
                "/api/v2/orgs",
                "/api/v2/users",
                "/api/v2/buckets",
                "/api/v2/authorizations",
                "/v1/audit",
                "/authorize",
                "/api/v2/setup",
                "/health")) {
            for (String query : List.of(
                    "limit=",
                    "offset=",
                    "descending=",
                    "org=%ff%fe",
                    "=",
                    "&&&",
                    "limit=1&limit=2",
                    "limit=abc&limit=1",
                    "org=" + "x".repeat(3000),
                    "id=",
                    "after=",
                    "org=%ED%A0%80",
                    "permission=a&permission=b",
                    "since=",
                    "name=%22",
                    "offset=2147483647",
                    "offset=2147483647&limit=100")) {
                RawAnswer answer =
                        RawRequest.of("GET", path + "?" + query).as(operator).send();
                note("GET " + path + "?" + query, answer, answer.status() < 400 ? null : answer.flawAsRefusal(path));
            }
        }
        assertThat(flaws).isEmpty();
    }

    @Test
    void unknownPathIsNotFoundInTheDialectOfItsDoor() {
        for (String path : List.of(
                "/",
                "/api",
                "/api/v2/nothing",
                "/api/v3/orgs",
                "/api/v2/orgs/0af8b494f7246000/nothing",
                "/api/v2/nothing/0af8b494f7246000",
                "/access/v1/nothing",
                "/access/v2/evaluation",
                "/v1/nothing",
                "/.well-known/nothing",
                "/authorize/more",
                "/q/health",
                "/api/v2/orgs/a/b/c/d")) {
            expect(RawRequest.of("GET", path).as(operator), path, 404, "path not found");
        }
        assertThat(flaws).isEmpty();
    }

    @Test
    void strangePathIsNeverAnAccident() {
        for (String path : List.of(
                "/api/v2/%2e%2e/orgs",
                "/api/v2//orgs",
                "/api/v2/orgs/..",
                "/api/v2/orgs/%2F",
                "/api/v2/orgs/" + "x".repeat(3000),
                "/api/v2/orgs;a=b",
                "/%00")) {
            RawAnswer answer = RawRequest.of("GET", path).as(operator).send();
            note("GET " + path, answer, answer.status() < 400 ? null : answer.flawAsRefusal("/api/v2/orgs"));
        }
        assertThat(flaws).isEmpty();
    }

    /** The server refuses these before it looks for a door, so that there is no dialect. */
    @Test
    void targetThatIsNoUriIsRefused() {
        for (String target :
                List.of("//", "/api/v2/orgs/%", "/api/v2/orgs/%zz", "/api/v2/orgs?%", "/api/v2/orgs?limit=%zz")) {
            RawAnswer answer = RawRequest.of("GET", target).as(operator).send();
            assertThat(answer.status()).as(target).isEqualTo(400);
            assertThat(answer.body()).as(target).isEmpty();
        }
    }

    @Test
    void wrongMethodIsAnsweredWithThoseThatThereAre() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("PUT /api/v2/orgs", "GET, POST");
        wrong.put("DELETE /api/v2/orgs", "GET, POST");
        wrong.put("POST /api/v2/orgs/0af8b494f7246000", "DELETE, GET, PATCH");
        wrong.put("PUT /api/v2/users/0af8b494f7246000", "DELETE, GET, PATCH");
        wrong.put("PATCH /api/v2/buckets", "GET, POST");
        wrong.put("PUT /api/v2/authorizations", "GET, POST");
        wrong.put("GET /api/v2/authorizations/0af8b494f7246000/rotate", "POST");
        wrong.put("DELETE /api/v2/setup", "GET, POST");
        wrong.put("GET /api/v2/signin", "POST");
        wrong.put("POST /api/v2/me", "GET");
        wrong.put("POST /health", "GET");
        wrong.put("GET /access/v1/evaluation", "POST");
        wrong.put("PUT /access/v1/evaluations", "POST");
        wrong.put("POST /v1/audit", "GET");
        wrong.put("POST /.well-known/authzen-configuration", "GET");
        wrong.put("BREW /api/v2/orgs", "GET, POST");
        wrong.forEach((request, allowed) -> {
            String[] parts = request.split(" ", -1);
            expect(RawRequest.of(parts[0], parts[1]).as(operator), parts[1], 405, "allow: " + allowed);
        });
        assertThat(flaws).isEmpty();
    }

    @Test
    void headerThatCannotBeReadIsRefused() {
        for (String path : List.of("/authorize?permission=read:buckets", "/access/v1/evaluation")) {
            String method = path.startsWith("/access") ? "POST" : "GET";
            for (String version : List.of("abc", "-1", "99999999999999999999")) {
                expect(
                        question(method, path).header("X-Min-Policy-Version", version),
                        path,
                        400,
                        "X-Min-Policy-Version");
            }
            expect(question(method, path).header("X-Consistency", "strong"), path, 400, "X-Consistency");
        }
        assertThat(flaws).isEmpty();
    }

    @Test
    void credentialThatCannotBeReadIsRefused() {
        for (String path : List.of("/api/v2/orgs", "/api/v2/me", "/v1/audit", "/access/v1/evaluation", "/nothing")) {
            for (String credential : List.of(
                    "",
                    " ",
                    "Token",
                    "Token ",
                    "Token \u00ff\u00fe",
                    "Bearer " + "x".repeat(5000),
                    "Basic",
                    "Basic !!!",
                    "Basic YQ==",
                    "Basic AAA6AAA=",
                    "Basic Ojo=",
                    "Digest a=b",
                    "Token gth_",
                    ",",
                    "Token operator-of-the-tests more")) {
                String method = path.startsWith("/access") ? "POST" : "GET";
                expect(RawRequest.of(method, path).as(credential), path, 401, "");
            }
        }
        for (String cookie : List.of(
                "influxdb-oss-session",
                "influxdb-oss-session=",
                "influxdb-oss-session=\u00ff",
                ";;;=",
                "influxdb-oss-session=" + "x".repeat(5000))) {
            expect(
                    RawRequest.of("GET", "/api/v2/me").header("Cookie", cookie),
                    "/api/v2/me",
                    401,
                    "unauthorized access");
        }
        for (String credential : List.of("", "Basic !!!", "Basic AAA6AAA=", "Token x", "Basic Ojo=")) {
            expect(
                    RawRequest.of("POST", "/api/v2/signin").as(credential),
                    "/api/v2/signin",
                    401,
                    "unauthorized access");
        }
        assertThat(flaws).isEmpty();
    }

    private RawRequest question(String method, String path) {
        RawRequest request = RawRequest.of(method, path).as(operator);
        return method.equals("GET")
                ? request
                : request.json("{\"subject\": {\"type\": \"user\", \"id\": \"u\"},"
                        + " \"action\": {\"name\": \"read\"}, \"resource\": {\"type\": \"t\", \"id\": \"i\"}}");
    }

    private void expectNoId(String method, String template) {
        for (String id : NO_IDS) {
            String path = template.replace("{id}", id);
            var request = RawRequest.of(method, path).as(operator);
            expect(method.equals("GET") || method.equals("DELETE") ? request : request.json("{}"), path, 400, "");
        }
    }

    private void expectBad(String path, String parameter, List<String> values) {
        for (String value : values) {
            String query = path + (path.contains("?") ? "&" : "?") + parameter + "=" + value;
            expect(RawRequest.of("GET", query).as(operator), path, 400, parameter);
        }
    }

    private void expect(RawRequest request, String path, int status, String text) {
        RawAnswer answer = request.send();
        String flaw = answer.flawAsRefusal(path);
        if (flaw == null && answer.status() != status) {
            flaw = "is not " + status;
        }
        if (flaw == null && !answer.body().contains(text)) {
            flaw = "does not say `" + text + "`";
        }
        note(request.toString(), answer, flaw);
    }

    private void note(String request, RawAnswer answer, @Nullable String flaw) {
        if (flaw != null) {
            flaws.add(request + ": the answer " + answer + " " + flaw);
        }
    }

    private void expectNothingWritten() throws Exception {
        assertThat(flaws).isEmpty();
        assertThat(tables.state()).isEqualTo(before);
    }
}
