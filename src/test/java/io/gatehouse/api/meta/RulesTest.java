package io.gatehouse.api.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replacing, listing and not changing rules. */
@QuarkusTest
class RulesTest {
    private static final String RESTRICTIONS = "/influxdb/v2/acl/restrictions";
    private static final String GRANTS = "/influxdb/v2/acl/grants";
    private static final String ON_DB1 = "{\"database\": {\"match\": \"exact\", \"value\": \"db1\"}";

    private Meta meta;

    @BeforeEach
    void setUp() {
        meta = Meta.create("rules");
        for (String user : List.of("ann", "bob")) {
            meta.user(user);
            meta.done(
                    "/user",
                    "{\"action\": \"add-permissions\", \"user\": {\"name\": \"" + user
                            + "\", \"permissions\": {\"db1\": [\"ReadData\", \"WriteData\"]}}}");
        }
        meta.rule("restrictions", ON_DB1 + ", \"permissions\": [\"read\", \"write\"]}");
    }

    @Test
    void replacedGrantOpensWhatItNowSaysToWhomItNowNames() {
        meta.done("/role", "{\"action\": \"create\", \"role\": {\"name\": \"east\", \"users\": [\"bob\"]}}");
        String id = meta.rule("grants", ON_DB1 + ", \"permissions\": [\"read\"], \"users\": [{\"name\": \"ann\"}]}");
        assertThat(may("ann", "read", "cpu")).isTrue();

        meta.post(GRANTS + "/" + id + "/replace", ON_DB1 + """
                , "measurement": {"match": "exact", "value": "cpu"}, "permissions": ["read", "write"],
                "roles": [{"name": "east"}]}""")
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("users", nullValue())
                .body("roles", equalTo(List.of(Map.of("name", "east"))));

        assertThat(may("ann", "read", "cpu")).isFalse();
        assertThat(may("bob", "write", "cpu")).isTrue();
        assertThat(may("bob", "read", "disk")).isFalse();
        meta.admin().get(GRANTS).then().body("grants", hasSize(1)).body("grants[0].id", equalTo(id));
    }

    @Test
    void ruleIsNoLongerThanInstancesHold() {
        String id = meta.rule("restrictions", ON_DB1 + tags(15) + ", \"permissions\": [\"read\"]}");
        String longer = ON_DB1 + tags(17) + ", \"permissions\": [\"read\"]}";

        for (String path : List.of(RESTRICTIONS, RESTRICTIONS + "/" + id + "/replace")) {
            meta.post(path, longer)
                    .then()
                    .statusCode(400)
                    .body("error", containsString("tags and conditions"))
                    .body("error", containsString("65536"));
        }
        meta.admin().get(RESTRICTIONS + "/" + id).then().body("tags", hasSize(15));
    }

    @Test
    void grantStaysAsItIsWhereItsReplacementIsWrong() {
        String id = meta.rule("grants", ON_DB1 + ", \"permissions\": [\"read\"], \"users\": [{\"name\": \"ann\"}]}");
        String before = meta.admin().get(GRANTS + "/" + id).asString();

        for (String wrong : List.of(
                "",
                ", \"users\": []",
                ", \"users\": [{\"name\": \"bob\"}, {\"name\": \"nobody\"}]",
                ", \"roles\": [{\"name\": \"nothing\"}]",
                ", \"users\": [{\"name\": \"bob\"}], \"id\": \"0000000000000001\"")) {
            meta.post(GRANTS + "/" + id + "/replace", ON_DB1 + ", \"permissions\": [\"write\"]" + wrong + "}")
                    .then()
                    .statusCode(400);
        }

        assertThat(meta.admin().get(GRANTS + "/" + id).asString()).isEqualTo(before);
        assertThat(may("ann", "read", "cpu")).isTrue();
        assertThat(may("bob", "write", "cpu")).isFalse();
        for (String unknown : List.of("0000000000000001", "x")) {
            meta.post(
                            GRANTS + "/" + unknown + "/replace",
                            ON_DB1 + ", \"permissions\": [\"read\"], \"users\": [{\"name\": \"bob\"}]}")
                    .then()
                    .statusCode(404)
                    .body("error", equalTo("grant not found"));
        }
    }

    @Test
    void renamedRoleKeepsItsUsersPermissionsAndGrants() {
        meta.user("eve");
        meta.done("/role", """
                {"action": "create", "role": {"name": "east", "users": ["eve"], "permissions": {"db1": ["ReadData"]}}}""");
        meta.rule("grants", ON_DB1 + ", \"permissions\": [\"read\"], \"roles\": [{\"name\": \"east\"}]}");

        meta.done("/role", "{\"action\": \"change-name\", \"role\": {\"name\": \"east\", \"newName\": \"orient\"}}");

        assertThat(may("eve", "read", "cpu")).isTrue();
        meta.admin().get("/role?name=east").then().statusCode(404);
        meta.admin().get("/role?name=orient").then().body("roles[0].users", equalTo(List.of("eve")));
        meta.admin().get(GRANTS).then().body("grants[0].roles[0].name", equalTo("orient"));
        meta.done("/role", "{\"action\": \"create\", \"role\": {\"name\": \"east\"}}");
        assertThat(may("eve", "read", "cpu")).isTrue();
        meta.post("/role", "{\"action\": \"change-name\", \"role\": {\"name\": \"east\", \"newName\": \"orient\"}}")
                .then()
                .statusCode(400)
                .body("error", equalTo("role already exists"));
        meta.post("/role", "{\"action\": \"change-name\", \"role\": {\"name\": \"east\"}}")
                .then()
                .statusCode(400)
                .body("error", equalTo("role newName required"));
    }

    @Test
    void listsAreReadInPagesWhereThatIsAsked() {
        List<String> ids = new ArrayList<>();
        ids.add(meta.admin().get(RESTRICTIONS).path("restrictions[0].id"));
        for (int i = 0; i < 4; i++) {
            ids.add(meta.rule("restrictions", ON_DB1 + ", \"permissions\": [\"read\"]}"));
        }

        List<String> seen = new ArrayList<>();
        String after = "";
        while (after != null) {
            Response page = meta.admin()
                    .queryParam("limit", 2)
                    .queryParam("after", after)
                    .get(RESTRICTIONS);
            page.then().statusCode(200);
            assertThat(page.jsonPath().getList("restrictions")).hasSizeLessThanOrEqualTo(2);
            seen.addAll(page.jsonPath().getList("restrictions.id"));
            after = page.path("next");
        }

        assertThat(seen).isEqualTo(ids);
        meta.admin()
                .get(RESTRICTIONS)
                .then()
                .body("restrictions.id", equalTo(ids))
                .body("next", nullValue());
        for (String wrong : List.of("limit=0", "limit=1001", "limit=x")) {
            meta.admin().get(RESTRICTIONS + "?" + wrong).then().statusCode(400).body("error", containsString("limit"));
        }
        meta.admin()
                .get(RESTRICTIONS + "?limit=2&after=0000000000000001")
                .then()
                .statusCode(404);
    }

    @Test
    void whatCannotBeDoneSaysWhatCan() {
        for (String path : List.of(RESTRICTIONS, GRANTS, "/user", "/role")) {
            meta.admin()
                    .body("{}")
                    .put(path)
                    .then()
                    .statusCode(405)
                    .header("Allow", equalTo("GET, POST"))
                    .body("error", equalTo("allow: GET, POST"));
        }
    }

    @Test
    void answersCarryTheVendorsHeaders() {
        Response made = meta.post("/role", "{\"action\": \"create\", \"role\": {\"name\": \"east\"}}");
        assertThat(made.header("Request-Id")).isNotEmpty();
        assertThat(made.header("X-Influxdb-Version")).isNotEmpty();
        assertThat(made.header("Influxdb-Metaindex")).isEqualTo(made.header("X-Policy-Version"));

        Response unknown = meta.admin().get("/role?name=none");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.header("X-InfluxDB-Error")).isEqualTo("role not found");
        Response wrong = meta.post("/role", "{\"action\": \"fl\\u00ff\\n\", \"role\": {\"name\": \"east\"}}");
        assertThat(wrong.header("X-InfluxDB-Error")).isEqualTo("invalid action: fl??");

        Response nobody = RestAssured.given().get("/role");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.header("Request-Id")).isNotEmpty();
        assertThat(nobody.header("X-InfluxDB-Error")).isNull();
        assertThat(Instance.as("gth_nobody").get("/user").header("Request-Id")).isNotEmpty();
    }

    private boolean may(String user, String action, String measurement) {
        return meta.may(user, action, "db1", measurement, Map.of());
    }

    private static String tags(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> "{\"match\": \"exact\", \"key\": \"t" + i + "\", \"value\": \"" + "x".repeat(4000) + "\"}")
                .collect(Collectors.joining(", ", ", \"tags\": [", "]"));
    }
}
