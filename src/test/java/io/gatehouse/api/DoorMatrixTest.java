package io.gatehouse.api;

import static io.gatehouse.api.Instance.all;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation that there is, tried with no, a bad, a weak and another organization's credential. */
@QuarkusTest
class DoorMatrixTest {

    /** Operations that need no credential, or check it as their answer, and what they say to nobody. */
    private static final String OPEN = """
            GET /api/v2 200
            GET /api/v2/setup 200
            POST /api/v2/setup 422
            POST /api/v2/signin 401
            POST /api/v2/signout 401
            PUT /api/v2/me/password 400
            PUT /api/v2/users/{id}/password 400
            GET /health 200
            GET /ready 200
            GET /ping 204
            HEAD /ping 204
            GET /.well-known/authzen-configuration 200
            GET /authorize 401
            POST /authorize 401
            PUT /authorize 401
            PATCH /authorize 401
            DELETE /authorize 401
            OPTIONS /authorize 401
            """;

    /**
     * All others: what they say to a weak credential, and to another organization's. 200 is an empty list, or the
     * decision that it may nothing.
     */
    private static final String CLOSED = """
            GET /api/v2/resources 200 200
            GET /api/v2/orgs 200 200
            POST /api/v2/orgs 401 401
            GET /api/v2/orgs/{id} 401 401
            PATCH /api/v2/orgs/{id} 401 401
            DELETE /api/v2/orgs/{id} 401 401
            GET /api/v2/{kind}/{id}/{role} 401 401
            POST /api/v2/{kind}/{id}/{role} 401 401
            DELETE /api/v2/{kind}/{id}/{role}/{userID} 401 401
            GET /api/v2/buckets 200 200
            POST /api/v2/buckets 401 401
            GET /api/v2/buckets/{id} 404 404
            PATCH /api/v2/buckets/{id} 404 404
            DELETE /api/v2/buckets/{id} 404 404
            GET /api/v2/buckets/{id}/labels 404 404
            GET /api/v2/users 200 200
            POST /api/v2/users 401 401
            GET /api/v2/users/{id} 401 401
            PATCH /api/v2/users/{id} 401 401
            DELETE /api/v2/users/{id} 401 401
            GET /api/v2/users/{id}/permissions 401 401
            POST /api/v2/users/{id}/password 401 401
            GET /api/v2/me 401 401
            GET /api/v2/authorizations 200 200
            POST /api/v2/authorizations 401 401
            GET /api/v2/authorizations/{id} 404 404
            PATCH /api/v2/authorizations/{id} 404 404
            DELETE /api/v2/authorizations/{id} 404 404
            POST /api/v2/authorizations/{id}/rotate 404 404
            GET /v1/audit 403 403
            POST /access/v1/evaluation 403 404
            POST /access/v1/evaluations 403 404
            POST /v1/series/check 200 404
            POST /v1/series/filter 200 404
            POST /v1/series/predicate 200 404
            GET /user 403 404
            POST /user 403 404
            GET /role 403 404
            POST /role 403 404
            GET /influxdb/v2/acl/lint 403 404
            GET /influxdb/v2/acl/{kind} 403 404
            POST /influxdb/v2/acl/{kind} 403 404
            GET /influxdb/v2/acl/{kind}/{id} 403 404
            DELETE /influxdb/v2/acl/{kind}/{id} 403 404
            PUT /influxdb/v2/acl/{kind}/{id} 405 405
            PATCH /influxdb/v2/acl/{kind}/{id} 405 405
            POST /influxdb/v2/acl/{kind}/{id}/replace 403 404
            GET /v1/subjects/{type}/{id}/access 403 404
            GET /v1/subject-types 403 404
            GET /v1/subject-types/{type} 403 404
            PUT /v1/subject-types/{type} 403 404
            DELETE /v1/subject-types/{type} 403 404
            GET /v1/resource-types 403 404
            GET /v1/resource-types/{type} 403 404
            PUT /v1/resource-types/{type} 403 404
            DELETE /v1/resource-types/{type} 403 404
            GET /v1/resource-types/{type}/resources 403 404
            GET /v1/resource-types/{type}/resources/{name} 403 404
            PUT /v1/resource-types/{type}/resources/{name} 403 404
            DELETE /v1/resource-types/{type}/resources/{name} 403 404
            """;

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private String organization = "";
    private String bucket = "";
    private String user = "";
    private String token = "";
    private String weak = "";
    private String foreign = "";

    @BeforeEach
    void twoOrganizations() {
        organization = Instance.organization("matrix");
        bucket = Instance.bucket(organization, "b");
        user = Instance.user("matrix");
        token = Instance.token(organization, all("read", "buckets", organization))
                .path("id");
        weak = Instance.token(organization, all("read", "telegrafs", organization))
                .path("token");
        String other = Instance.organization("foreign");
        foreign = Instance.token(other, everythingIn(other)).path("token");
    }

    @Test
    void everyOperationIsInTheMatrix() throws Exception {
        Set<String> known = Stream.concat(OPEN.lines(), CLOSED.lines())
                .map(row -> row.replaceAll(" \\d.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> uncovered = new TreeSet<>(operations());
        uncovered.removeAll(known);
        known.removeAll(operations());

        assertThat(uncovered).as("operations that no row covers").isEmpty();
        assertThat(known).as("rows without an operation").isEmpty();
    }

    @Test
    void openOperationsNeedNoCredential() throws Exception {
        Map<String, String> before = tables.state();
        List<String> wrong = new ArrayList<>();
        OPEN.lines().forEach(row -> {
            String[] parts = row.split(" ", -1);
            check(wrong, row, request(parts[0], parts[1]).send(), Integer.parseInt(parts[2]));
        });
        assertThat(wrong).isEmpty();
        assertThat(tables.state()).isEqualTo(before);
    }

    @Test
    void closedOperationsRefuseNoCredentialAndBadOnes() throws Exception {
        Map<String, String> before = tables.state();
        List<String> wrong = new ArrayList<>();
        CLOSED.lines().forEach(row -> {
            String[] parts = row.split(" ", -1);
            check(wrong, row, request(parts[0], parts[1]).send(), 401);
            for (String bad : List.of(
                    "Token gth_0000000000000000000000000000000000000000000000",
                    "Token nobody-chose-this",
                    "Bearer a.b.c",
                    "Basic bm9ib2R5OnBhc3N3b3Jk",
                    "Digest x")) {
                check(
                        wrong,
                        row + " with " + bad,
                        request(parts[0], parts[1]).as(bad).send(),
                        401);
            }
            check(
                    wrong,
                    row + " with a cookie",
                    request(parts[0], parts[1])
                            .header("Cookie", Credential.COOKIE + "=nobody")
                            .send(),
                    401);
        });
        assertThat(wrong).isEmpty();
        assertThat(tables.state()).isEqualTo(before);
    }

    @Test
    void weakCredentialGetsNowhere() throws Exception {
        assertNothingFor(weak, 2);
    }

    @Test
    void credentialOfAnotherOrganizationGetsNowhere() throws Exception {
        assertNothingFor(foreign, 3);
    }

    @Test
    void whatIsHiddenIsAnsweredAsWhatDoesNotExist() {
        List<String> wrong = new ArrayList<>();
        for (String row : CLOSED.lines().filter(line -> line.contains("{id}")).toList()) {
            String[] parts = row.split(" ", -1);
            String path = path(parts[1]);
            for (String secret : List.of(weak, foreign)) {
                RawAnswer hidden = RawRequest.of(parts[0], path)
                        .as("Token " + secret)
                        .json("{}")
                        .send();
                for (String id : List.of(organization, bucket, user, token)) {
                    String unknown = "00000000deadbeef";
                    RawAnswer missing = RawRequest.of(
                                    parts[0], withoutQuery(path).replace(id, unknown) + query(path))
                            .as("Token " + secret)
                            .json("{}")
                            .send();
                    boolean same = missing.status() == hidden.status()
                            && missing.body().equals(hidden.body().replace(id, unknown));
                    if (withoutQuery(path).contains(id) && !same) {
                        wrong.add(row + ": " + hidden + " but " + missing);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void assertNothingFor(String secret, int column) throws Exception {
        Map<String, String> before = tables.state();
        List<String> wrong = new ArrayList<>();
        CLOSED.lines().forEach(row -> {
            String[] parts = row.split(" ", -1);
            RawAnswer answer = request(parts[0], parts[1]).as("Token " + secret).send();
            check(wrong, row, answer, Integer.parseInt(parts[column]));
            if (answer.status() == 200 && showsSomething(answer, path(parts[1]))) {
                wrong.add(row + ": " + answer + " shows what it must not");
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(tables.state()).isEqualTo(before);
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static String query(String path) {
        return path.substring(withoutQuery(path).length());
    }

    /** An id that the request did not give itself. */
    private boolean showsSomething(RawAnswer answer, String asked) {
        return Stream.of(organization, bucket, user, token)
                .anyMatch(id -> answer.body().contains(id) && !asked.contains(id));
    }

    private void check(List<String> wrong, String row, RawAnswer answer, int status) {
        String path = row.split(" ", -1)[1];
        String flaw = answer.status() < 400 ? null : answer.flawAsRefusal(path);
        if (answer.status() != status) {
            flaw = "is not " + status;
        }
        if (flaw != null) {
            wrong.add(row + ": " + answer + " " + flaw);
        }
    }

    private RawRequest request(String method, String template) {
        RawRequest request = RawRequest.of(method, path(template));
        return method.equals("GET") || method.equals("HEAD") || method.equals("DELETE")
                ? request
                : request.json(body(template));
    }

    private String body(String template) {
        return switch (template) {
            case "/api/v2/orgs", "/api/v2/users" -> "{\"name\": \"n\"}";
            case "/api/v2/buckets" -> "{\"orgID\": \"" + organization + "\", \"name\": \"n\"}";
            case "/api/v2/authorizations" -> "{\"orgID\": \"" + organization + "\", \"perms\": \"read:buckets\"}";
            case "/api/v2/{kind}/{id}/{role}" -> "{\"id\": \"" + user + "\"}";
            case "/access/v1/evaluation", "/access/v1/evaluations" ->
                "{\"subject\": {\"type\": \"user\", \"id\": \"root\"}, \"action\": {\"name\": \"read\"},"
                        + " \"resource\": {\"type\": \"bucket\", \"id\": \"b\"}}";
            case "/v1/series/check" -> "m f=1";
            case "/v1/series/filter" -> "{\"series\": [{\"measurement\": \"m\"}]}";
            default -> "{}";
        };
    }

    private String path(String template) {
        String id = template.contains("buckets/{")
                ? bucket
                : template.contains("users/{") || template.contains("subjects/{")
                        ? user
                        : template.contains("authorizations/{") ? token : organization;
        String path = template.replace("{kind}", template.startsWith("/api/") ? "orgs" : "restrictions")
                .replace("{role}", "members")
                .replace("{userID}", user)
                .replace("{type}", template.contains("subjects/{") ? "user" : "record")
                .replace("{name}", "one")
                .replace("{id}", id);
        return path.startsWith("/api/") || path.startsWith("/.well-known/") || !CLOSED.contains(" " + template + " ")
                ? path
                : path + "?orgID=" + organization + "&bucket=b&database=b";
    }

    private Set<String> operations() throws Exception {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        JsonNode paths = parse(given().port(port).get("/q/openapi").asString()).path("paths");
        Set<String> operations = new TreeSet<>();
        paths.fieldNames()
                .forEachRemaining(path -> paths.path(path).fieldNames().forEachRemaining(method -> {
                    if (Set.of("get", "head", "post", "put", "patch", "delete", "options")
                            .contains(method)) {
                        operations.add(method.toUpperCase(Locale.ROOT) + " " + path);
                    }
                }));
        return operations;
    }

    private static JsonNode parse(String json) {
        try {
            return Operation.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }

    /** What the command line's all-access token holds, but for the user's own. */
    private static Object[] everythingIn(String organization) {
        List<Object> permissions = new ArrayList<>();
        for (ResourceType type : ResourceType.values()) {
            if (type != ResourceType.INSTANCE && type != ResourceType.ORGS) {
                permissions.add(all("read", type.text(), organization));
                permissions.add(all("write", type.text(), organization));
            }
        }
        permissions.add(Map.of("action", "write", "resource", Map.of("type", "orgs", "id", organization)));
        permissions.add(Map.of("action", "read", "resource", Map.of("type", "orgs", "id", organization)));
        return permissions.toArray();
    }
}
