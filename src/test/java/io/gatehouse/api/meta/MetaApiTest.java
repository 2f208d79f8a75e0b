package io.gatehouse.api.meta;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetaApiTest {
    private static final String RESTRICTIONS = "/influxdb/v2/acl/restrictions";
    private static final String GRANTS = "/influxdb/v2/acl/grants";
    private static final String ON_DB1 = "{\"database\": {\"match\": \"exact\", \"value\": \"db1\"}";
    private static final Map<String, String> NO_TAGS = Map.of();

    private Meta meta;

    @BeforeEach
    void setUp() {
        meta = Meta.create("meta");
    }

    @Test
    void credentialsAreAskedFor() {
        for (String path : List.of("/user", "/role", RESTRICTIONS, GRANTS)) {
            given().get(path)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", "Basic realm=\"InfluxDB\"")
                    .body("error", equalTo("unauthorized access"));
            Meta.as("nobody", "nothing").get(path).then().statusCode(401);
        }
    }

    @Test
    void usersWithoutRightsAreRefused() {
        meta.user("plain");
        var plain = Meta.as("plain", "plain-password").queryParam("orgID", meta.organization());
        for (String path : List.of("/user", "/role", RESTRICTIONS, GRANTS)) {
            plain.get(path).then().statusCode(403).contentType("application/json");
        }
    }

    @Test
    void mistakesAreNamed() {
        meta.user("ann");
        user(
                "{\"action\": \"create\", \"user\": {\"name\": \"ann\", \"password\": \"x\"}}",
                400,
                "user already exists");
        user("{\"action\": \"create\", \"user\": {\"password\": \"x\"}}", 400, "username required");
        user("{\"action\": \"create\", \"user\": {\"name\": \"bob\"}}", 400, "password required");
        user("{\"action\": \"delete\", \"user\": {\"name\": \"bob\"}}", 404, "user not found");
        user("{\"action\": \"rename\", \"user\": {\"name\": \"ann\"}}", 400, "invalid action: rename");
        user(
                "{\"action\": \"delete\", \"user\": {\"name\": \"ann\", \"nick\": \"a\"}}",
                400,
                "user.nick is not a known field");
        user("{\"action\": \"delete\"", 400, "invalid json structure at line 1, column 20");
        user("[]", 400, "invalid json structure at line 1, column 1");
        user(
                "{\"action\": \"add-permissions\", \"user\": {\"name\": \"ann\", \"permissions\": {\"db\": [\"Fly\"]}}}",
                400,
                "unknown permission `Fly`");
        user(
                "{\"action\": \"add-permissions\", \"user\": {\"name\": \"ann\", \"permissions\": {\"db\": [\"Monitor\"]}}}",
                400,
                "permission `Monitor` cannot be set on a database, only on all of them");
        meta.admin().get("/user?name=bob").then().statusCode(404).body(equalTo("{\"error\":\"user not found\"}"));
        meta.admin().get("/role").then().statusCode(200).body(equalTo("{}"));
        meta.done("/role", "{\"action\": \"create\", \"role\": {\"name\": \"east\"}}");
        meta.post("/role", "{\"action\": \"create\", \"role\": {\"name\": \"east\"}}")
                .then()
                .statusCode(400)
                .body("error", equalTo("role already exists"));
        meta.post("/role", "{\"action\": \"add-users\", \"role\": {\"name\": \"east\", \"users\": [\"ann\", \"bob\"]}}")
                .then()
                .statusCode(400)
                .body("error", equalTo("user not found"));
        meta.admin().get("/role?name=east").then().body(equalTo("{\"roles\":[{\"name\":\"east\"}]}"));
    }

    @Test
    void wrongRulesAreRefused() {
        for (String body : List.of(
                "{\"permissions\": [\"read\"]}",
                "{\"database\": {\"match\": \"regex\", \"value\": \"db1\"}, \"permissions\": [\"read\"]}",
                "{\"database\": {\"match\": \"prefix\", \"value\": \"\"}, \"permissions\": [\"read\"]}",
                ON_DB1 + "}",
                ON_DB1 + ", \"permissions\": []}",
                ON_DB1 + ", \"permissions\": [\"fly\"]}",
                ON_DB1 + ", \"permissions\": [null]}",
                ON_DB1 + ", \"permissions\": [\"read\"], \"tags\": [{\"match\": \"exact\", \"value\": \"x\"}]}",
                ON_DB1
                        + ", \"permissions\": [\"read\"], \"tags\": [{\"match\": \"exact\", \"key\": \"a\", \"value\": \"x\"},"
                        + " {\"match\": \"exact\", \"key\": \"a\", \"value\": \"y\"}]}",
                ON_DB1 + ", \"permissions\": [\"read\"], \"users\": [{\"name\": \"nobody\"}]}",
                ON_DB1 + ", \"permissions\": [\"read\"], \"resource_type\": \"letter\"}",
                ON_DB1 + ", \"permissions\": [\"read\"], \"colour\": \"red\"}")) {
            meta.post(RESTRICTIONS, body).then().statusCode(400).body("size()", equalTo(1));
        }
        for (String subjects : List.of(
                "",
                ", \"users\": []",
                ", \"users\": [{\"name\": \"nobody\"}]",
                ", \"roles\": [{\"name\": \"nothing\"}]",
                ", \"tokens\": [{\"id\": \"0000000000000001\"}]")) {
            meta.post(GRANTS, ON_DB1 + ", \"permissions\": [\"read\"]" + subjects + "}")
                    .then()
                    .statusCode(400)
                    .body(
                            "error",
                            containsString(subjects.contains("n") && subjects.contains("not") ? "not found" : ""));
        }
        meta.admin().get(RESTRICTIONS).then().body(equalTo("{\"restrictions\":[]}"));
        meta.admin().get(GRANTS).then().body(equalTo("{\"grants\":[]}"));
    }

    @Test
    void rulesAreNotChangedInPlace() {
        String id = meta.rule("restrictions", ON_DB1 + ", \"permissions\": [\"read\"]}");
        for (String method : List.of("PUT", "PATCH")) {
            meta.admin()
                    .body("{}")
                    .request(method, RESTRICTIONS + "/" + id)
                    .then()
                    .statusCode(405)
                    .header("Allow", containsString("DELETE"));
        }
    }

    @Test
    void replacementLeavesNoOpenMoment() throws Exception {
        meta.user("ann");
        meta.done(
                "/user",
                "{\"action\": \"add-permissions\", \"user\": {\"name\": \"ann\","
                        + " \"permissions\": {\"db1\": [\"ReadData\"]}}}");
        String id = meta.rule("restrictions", ON_DB1 + ", \"permissions\": [\"read\"]}");
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Callable<Integer> asking = () -> {
                int asked = 0;
                while (!done.get()) {
                    assertThat(meta.may("ann", "read", "db1", "cpu", NO_TAGS)).isFalse();
                    asked++;
                }
                return asked;
            };
            Future<Integer> asked = executor.submit(asking);
            for (int i = 0; i < 200; i++) {
                meta.post(
                                RESTRICTIONS + "/" + id + "/replace",
                                i % 2 == 0
                                        ? "{\"database\": {\"match\": \"prefix\", \"value\": \"db\"}, \"permissions\": [\"read\"]}"
                                        : ON_DB1 + ", \"permissions\": [\"read\", \"write\"]}")
                        .then()
                        .statusCode(200)
                        .body("id", equalTo(id));
            }
            done.set(true);
            assertThat(asked.get()).isPositive();
        } finally {
            done.set(true);
            executor.shutdownNow();
        }
    }

    @Test
    void grantsEndWithTheirLastSubject() {
        meta.user("ann");
        meta.user("bob");
        meta.done("/role", "{\"action\": \"create\", \"role\": {\"name\": \"east\"}}");
        String token = Instance.token(meta.organization(), Instance.all("read", "buckets", meta.organization()))
                .path("id");
        String both = meta.rule(
                "grants",
                ON_DB1 + ", \"permissions\": [\"read\"]," + " \"users\": [{\"name\": \"ann\"}, {\"name\": \"bob\"}]}");
        meta.rule("grants", ON_DB1 + ", \"permissions\": [\"read\"], \"users\": [{\"name\": \"ann\"}]}");
        meta.rule("grants", ON_DB1 + ", \"permissions\": [\"read\"], \"roles\": [{\"name\": \"east\"}]}");
        meta.rule("grants", ON_DB1 + ", \"permissions\": [\"read\"], \"tokens\": [{\"id\": \"" + token + "\"}]}");
        meta.admin().get(GRANTS).then().body("grants", hasSize(4));

        meta.done("/user", "{\"action\": \"delete\", \"user\": {\"name\": \"ann\"}}");
        meta.done("/role", "{\"action\": \"delete\", \"role\": {\"name\": \"east\"}}");
        Instance.as(Instance.operator())
                .delete("/api/v2/authorizations/" + token)
                .then()
                .statusCode(204);

        meta.admin()
                .get(GRANTS)
                .then()
                .body("grants.id", equalTo(List.of(both)))
                .body("grants[0].users", equalTo(List.of(Map.of("name", "bob"))));
        meta.user("ann");
        meta.admin().get(GRANTS).then().body("grants[0].users", hasSize(1));
    }

    @Test
    void droppedDatabaseTakesItsPermissionsAlong() {
        String bucket = Instance.bucket(meta.organization(), "db1");
        meta.user("ann");
        meta.done(
                "/user",
                "{\"action\": \"add-permissions\", \"user\": {\"name\": \"ann\","
                        + " \"permissions\": {\"db1\": [\"ReadData\"], \"db2\": [\"ReadData\"]}}}");
        assertThat(meta.may("ann", "read", "db1", "cpu", NO_TAGS)).isTrue();

        Instance.as(Instance.operator())
                .delete("/api/v2/buckets/" + bucket)
                .then()
                .statusCode(204);
        Instance.bucket(meta.organization(), "db1");

        assertThat(meta.may("ann", "read", "db1", "cpu", NO_TAGS)).isFalse();
        assertThat(meta.may("ann", "read", "db2", "cpu", NO_TAGS)).isTrue();
    }

    @Test
    void organizationsOfTheSameNamesDoNotMeet() {
        Meta other = Meta.create("other");
        for (Meta one : List.of(meta, other)) {
            one.user("ops");
            one.done("/role", "{\"action\": \"create\", \"role\": {\"name\": \"east\"}}");
        }
        meta.done(
                "/role",
                "{\"action\": \"add-permissions\", \"role\": {\"name\": \"east\","
                        + " \"permissions\": {\"db1\": [\"ReadData\"]}}}");
        meta.done("/role", "{\"action\": \"add-users\", \"role\": {\"name\": \"east\", \"users\": [\"ops\"]}}");
        String closed = other.rule("restrictions", ON_DB1 + ", \"permissions\": [\"read\"]}");

        assertThat(meta.may("ops", "read", "db1", "cpu", NO_TAGS)).isTrue();
        assertThat(other.may("ops", "read", "db1", "cpu", NO_TAGS)).isFalse();
        String unknown = meta.admin().get(RESTRICTIONS + "/0000000000000001").asString();
        assertThat(meta.admin().get(RESTRICTIONS + "/" + closed).asString()).isEqualTo(unknown);
        meta.admin().delete(RESTRICTIONS + "/" + closed).then().statusCode(404);
        meta.admin()
                .queryParam("orgID", other.organization())
                .get("/user")
                .then()
                .statusCode(401);
        meta.done("/user", "{\"action\": \"delete\", \"user\": {\"name\": \"ops\"}}");
        other.admin().get("/user?name=ops").then().statusCode(200);
        other.admin().get("/role?name=east").then().body(equalTo("{\"roles\":[{\"name\":\"east\"}]}"));
        other.admin().get(RESTRICTIONS).then().body("restrictions", hasSize(1));
    }

    @Test
    void everyOneOfAManyWithTheSameNameSignsIn() {
        String name = "shared-" + meta.organization();
        Meta other = Meta.create("other");
        int number = 0;
        for (Meta one : List.of(meta, other)) {
            one.done(
                    "/user",
                    "{\"action\": \"create\", \"user\": {\"name\": \"" + name + "\", \"password\": \"secret-" + number++
                            + "\", \"permissions\": {\"\": [\"CreateUserAndRole\"]}}}");
        }
        Meta.as(name, "secret-0").get("/user").then().statusCode(200).body("users.name", hasItem(name));
        Meta.as(name, "secret-1").get("/user").then().statusCode(200).body("users.name", hasItem(name));
        Meta.as(name, "secret-2").get("/user").then().statusCode(401);
        Meta.as(name, "secret-0")
                .queryParam("orgID", other.organization())
                .get("/user")
                .then()
                .statusCode(401);

        other.done(
                "/user",
                "{\"action\": \"change-password\", \"user\": {\"name\": \"" + name
                        + "\", \"password\": \"secret-0\"}}");
        Meta.as(name, "secret-0").get("/user").then().statusCode(401);
        Meta.as(name, "secret-0")
                .queryParam("orgID", other.organization())
                .get("/user")
                .then()
                .statusCode(200);
    }

    @Test
    void lintFindsRulesThatDoNothing() {
        meta.user("ann");
        meta.rule("restrictions", ON_DB1 + ", \"permissions\": [\"read\"]}");
        String never = meta.rule(
                "restrictions",
                ON_DB1 + ", \"permissions\": [\"read\"], \"conditions\": ["
                        + "{\"attribute\": \"context.ip\", \"match\": \"exact\", \"value\": \"a\"},"
                        + "{\"attribute\": \"context.ip\", \"match\": \"exact\", \"value\": \"b\"}]}");
        String idle = meta.rule("grants", ON_DB1 + ", \"permissions\": [\"write\"], \"users\": [{\"name\": \"ann\"}]}");
        meta.rule("grants", ON_DB1 + ", \"permissions\": [\"read\"], \"users\": [{\"name\": \"ann\"}]}");

        meta.admin()
                .get("/influxdb/v2/acl/lint")
                .then()
                .statusCode(200)
                .body("findings.id", equalTo(List.of(never, idle)))
                .body("findings.reason", hasItem(containsString("no restriction")));
    }

    @Test
    void suspendedOrganizationSignsNobodyIn() {
        meta.admin().get("/user").then().statusCode(200);
        Instance.as(Instance.operator())
                .body(Map.of("status", "inactive"))
                .patch("/api/v2/orgs/" + meta.organization())
                .then()
                .statusCode(200);

        meta.admin().get("/user").then().statusCode(401);
    }

    private void user(String body, int status, String error) {
        meta.post("/user", body).then().statusCode(status).body("error", equalTo(error));
    }
}
