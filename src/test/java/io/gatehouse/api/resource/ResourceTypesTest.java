package io.gatehouse.api.resource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResourceTypesTest {
    private static final String RECORD = "/v1/resource-types/record";

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private String organization;

    @BeforeEach
    void setUp() {
        organization = Instance.organization("records");
        send("PUT", RECORD, "{\"actions\": [\"read\", \"write\", \"delete\"]}", 200);
    }

    @Test
    void typesAreDeclaredShownAndDeleted() {
        send("GET", RECORD, "", 200)
                .then()
                .body(equalTo("{\"name\":\"record\",\"actions\":[\"read\",\"write\",\"delete\"]}"));
        send("GET", "/v1/resource-types", "", 200).then().body("types.name", equalTo(List.of("record")));
        send("DELETE", RECORD, "", 204);
        send("GET", RECORD, "", 404)
                .then()
                .contentType("application/problem+json")
                .body("detail", equalTo("resource type not found"));
        send("DELETE", RECORD, "", 404);
    }

    @Test
    void mistakesAreNamed() {
        send("PUT", "/v1/resource-types/buckets", "{\"actions\": [\"read\"]}", 400)
                .then()
                .body("detail", containsString("buckets"));
        for (String body : List.of(
                "",
                "[]",
                "{}",
                "{\"actions\": []}",
                "{\"actions\": [\"a b\"]}",
                "{\"actions\": [null]}",
                "{\"actions\": [\"a\"], \"colour\": 1}",
                "{\"actions\": \"a\"}")) {
            send("PUT", "/v1/resource-types/letter", body, 400).then().contentType("application/problem+json");
        }
        send("PUT", "/v1/resource-types/letter/resources/l1", "{}", 404);
        send("PUT", RECORD + "/resources/r1", "{\"attributes\": {\"a\": null}}", 400);
        send("GET", RECORD + "/resources?limit=0", "", 400);
        assertThat(send("GET", RECORD + "/resources?limit=abc", "", 400).asString())
                .contains("limit must be a whole number");
        String weak = Instance.token(organization, Instance.all("read", "buckets", organization))
                .path("token");
        Instance.as(weak).get(RECORD).then().statusCode(403);
        given().get(RECORD).then().statusCode(401);
    }

    @Test
    void resourcesAreStoredAndListedInPages() {
        for (String name : List.of("a", "b", "c")) {
            send("PUT", RECORD + "/resources/" + name, "{\"attributes\": {\"owner\": \"ann\"}}", 200);
        }
        Response first = send("GET", RECORD + "/resources?limit=2", "", 200);
        assertThat(first.<List<String>>path("resources.name")).containsExactly("a", "b");
        assertThat(first.<String>path("next")).isEqualTo("b");
        send("GET", RECORD + "/resources?limit=2&after=b", "", 200)
                .then()
                .body("resources.name", equalTo(List.of("c")))
                .body("next", nullValue());
        send("DELETE", RECORD + "/resources/a", "", 204);
        send("GET", RECORD + "/resources/a", "", 404);
        send("GET", RECORD + "/resources/b", "", 200).then().body("attributes", equalTo(Map.of("owner", "ann")));
    }

    @Test
    void pageOfLongResourcesEndsBeforeItIsFull() throws SQLException {
        tables.execute("insert into resources (org_id, id, type_id, name, attributes)"
                + " select org_id, n, id, 'r' || n, (select jsonb_object_agg('a' || a, repeat('x', 4096))"
                + " from generate_series(1, 100) a) from resource_types, generate_series(11, 22) n"
                + " where name = 'record' and org_id = " + Id.parse(organization));

        Response first = send("GET", RECORD + "/resources?limit=1000", "", 200);
        Response second = send("GET", RECORD + "/resources?limit=1000&after=" + first.path("next"), "", 200);

        assertThat(first.<List<String>>path("resources.name")).hasSize(10).endsWith("r20");
        assertThat(second.<List<String>>path("resources.name")).containsExactly("r21", "r22");
        assertThat(second.<String>path("next")).isNull();
    }

    @Test
    void noMoreTypesAreDeclaredThanCanBeListed() throws SQLException {
        tables.execute("insert into resource_types (org_id, id, name, actions) select " + Id.parse(organization)
                + ", n, 't' || n, '[\"read\"]' from generate_series(1, 999) n");

        send("PUT", "/v1/resource-types/letter", "{\"actions\": [\"read\"]}", 400)
                .then()
                .body("detail", equalTo("at most 1000 resource types are possible"));
        send("PUT", RECORD, "{\"actions\": [\"read\"]}", 200);
        send("DELETE", "/v1/resource-types/t1", "", 204);
        send("PUT", "/v1/resource-types/letter", "{\"actions\": [\"read\"]}", 200);
    }

    @Test
    void singularOfATypeThatEveryOrganizationHasIsNotDeclared() throws SQLException {
        String document = "/v1/resource-types/document";
        send("PUT", document, "{\"actions\": [\"read\"]}", 400)
                .then()
                .contentType("application/problem+json")
                .body(
                        "detail",
                        equalTo("type `document` is the singular of `documents`, which every organization has"));
        tables.execute("insert into resource_types (org_id, id, name, actions) values (" + Id.parse(organization)
                + ", 1, 'document', '[\"read\"]')");

        send("PUT", document, "{\"actions\": [\"read\", \"sign\"]}", 200);
        send("GET", document, "", 200).then().body("actions", equalTo(List.of("read", "sign")));
        send("DELETE", document, "", 204);
        send("PUT", document, "{\"actions\": [\"read\"]}", 400);
    }

    @Test
    void roleDoesNotGrowWithoutBound() {
        send("POST", "/role", "{\"action\": \"create\", \"role\": {\"name\": \"many\"}}", 200);
        for (int i = 0; i < 10; i++) {
            send("POST", "/role", onThousand(i), 200);
        }

        send("POST", "/role", onThousand(10), 400)
                .then()
                .body("error", equalTo("resources: at most 10000 permissions are possible"));
    }

    @Test
    void roleLosesWhatIsNotDeclaredAnyMore() {
        send("POST", "/user", "{\"action\": \"create\", \"user\": {\"name\": \"ann\", \"password\": \"pw\"}}", 200);
        send("POST", "/role", onRecords("create", "\"users\": [\"ann\"], ", "\"read\", \"write\", \"delete\""), 200);
        send("PUT", RECORD, "{\"actions\": [\"read\"]}", 200);
        send("POST", "/role", onRecords("add-permissions", "", "\"write\""), 400);

        send("POST", "/role", onRecords("remove-permissions", "", "\"write\", \"\", \"unheard-of\""), 200);
        send("DELETE", RECORD, "", 204);
        send("POST", "/role", onRecords("remove-permissions", "", "\"read\""), 200);

        send("PUT", RECORD, "{\"actions\": [\"read\", \"write\", \"delete\"]}", 200);
        assertThat(may("ann", "read", "r1")).isFalse();
        assertThat(may("ann", "write", "r1")).isFalse();
        assertThat(may("ann", "delete", "r1")).isTrue();
    }

    private static String onRecords(String action, String more, String permissions) {
        return "{\"action\": \"" + action + "\", \"role\": {\"name\": \"archivists\", " + more
                + "\"resources\": [{\"resource_type\": \"record\", \"permissions\": [" + permissions + "]}]}}";
    }

    private static String onThousand(int thousand) {
        return "{\"action\": \"add-permissions\", \"role\": {\"name\": \"many\", \"resources\": ["
                + IntStream.range(0, 1000)
                        .mapToObj(i -> "{\"resource_type\": \"record\", \"name\": \"" + thousand + "-" + i
                                + "\", \"permissions\": [\"read\"]}")
                        .collect(Collectors.joining(", "))
                + "]}}";
    }

    @Test
    void editorsChangeOnlyRecordsThatTheyOwn() {
        send("POST", "/user", "{\"action\": \"create\", \"user\": {\"name\": \"ann\", \"password\": \"pw\"}}", 200);
        send("POST", "/user", "{\"action\": \"create\", \"user\": {\"name\": \"bob\", \"password\": \"pw\"}}", 200);
        send(
                "POST",
                "/user",
                "{\"action\": \"set-attributes\", \"user\": {\"name\": \"ann\","
                        + " \"attributes\": {\"department\": \"law\"}}}",
                200);
        send(
                "POST",
                "/role",
                "{\"action\": \"create\", \"role\": {\"name\": \"editors\", \"users\": [\"ann\", \"bob\"],"
                        + " \"resources\": [{\"resource_type\": \"record\", \"permissions\": [\"read\", \"write\"]}]}}",
                200);
        send("PUT", RECORD + "/resources/r1", "{\"attributes\": {\"owner\": \"ann\", \"department\": \"law\"}}", 200);
        assertThat(may("bob", "write", "r1")).isTrue();
        assertThat(may("bob", "delete", "r1")).isFalse();

        send(
                "POST",
                "/influxdb/v2/acl/restrictions",
                "{\"resource_type\": \"record\", \"permissions\": [\"write\"]}",
                200);
        String grant = send(
                        "POST",
                        "/influxdb/v2/acl/grants",
                        "{\"resource_type\": \"record\","
                                + " \"permissions\": [\"write\"], \"roles\": [{\"name\": \"editors\"}], \"conditions\":"
                                + " [{\"attribute\": \"resource.owner\", \"match\": \"same\", \"value\": \"subject.name\"},"
                                + " {\"attribute\": \"resource.department\", \"match\": \"same\", \"value\": \"subject.department\"}]}",
                        200)
                .path("id");
        assertThat(may("ann", "write", "r1")).isTrue();
        assertThat(may("bob", "write", "r1")).isFalse();
        assertThat(may("bob", "read", "r1")).isTrue();
        send("PUT", RECORD + "/resources/r1", "{\"attributes\": {\"owner\": \"ann\", \"department\": \"art\"}}", 200);
        assertThat(may("ann", "write", "r1")).isFalse();

        send("DELETE", RECORD, "", 204);
        send("GET", "/influxdb/v2/acl/lint", "", 200)
                .then()
                .body("findings[1].id", equalTo(grant))
                .body("findings[1].reason", containsString("not declared"));
    }

    @Test
    void tokensHoldPermissionsOnDeclaredTypes() {
        var one = Map.of("type", "record", "orgID", organization, "name", "r1");
        Response token = Instance.token(organization, Map.of("action", "delete", "resource", one));
        token.then().body("permissions[0].resource.name", equalTo("r1"));
        String question = """
                {"subject": {"type": "token", "id": "%s"}, "action": {"name": "%s"},
                 "resource": {"type": "record", "id": "%s"}}""";
        String secret = token.path("token");
        send("POST", "/access/v1/evaluation", question.formatted(secret, "delete", "r1"), 200)
                .then()
                .body("decision", equalTo(true));
        send("POST", "/access/v1/evaluation", question.formatted(secret, "delete", "r2"), 200)
                .then()
                .body("decision", equalTo(false));
        send("POST", "/access/v1/evaluation", question.formatted(secret, "read", "r1"), 200)
                .then()
                .body("decision", equalTo(false));

        for (String type : List.of("letter", "record")) {
            send("POST", "/api/v2/authorizations", """
                    {"orgID": "%s", "permissions": [{"action": "shred", "resource": {"type": "%s"}}]}""".formatted(organization, type), 400);
        }
        var itself = Map.of("type", "users", "id", token.<String>path("userID"));
        String weak = Instance.token(
                        organization,
                        Instance.all("write", "authorizations", organization),
                        Map.of("action", "write", "resource", itself))
                .path("token");
        Instance.as(weak)
                .body(Map.of(
                        "orgID", organization, "permissions", List.of(Map.of("action", "delete", "resource", one))))
                .post("/api/v2/authorizations")
                .then()
                .statusCode(403);
    }

    private boolean may(String user, String action, String record) {
        return send("POST", "/access/v1/evaluation", """
                {"subject": {"type": "user", "id": "%s"}, "action": {"name": "%s"},
                 "resource": {"type": "record", "id": "%s"}}""".formatted(user, action, record), 200)
                .path("decision");
    }

    private Response send(String method, String path, String body, int status) {
        Response answer = Instance.as(Instance.operator())
                .queryParam("orgID", organization)
                .body(body)
                .request(method, path);
        answer.then().statusCode(status);
        return answer;
    }
}
