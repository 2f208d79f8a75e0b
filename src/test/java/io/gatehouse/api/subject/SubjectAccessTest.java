package io.gatehouse.api.subject;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.api.Instance;
import io.gatehouse.api.meta.Meta;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SubjectAccessTest {
    private static final String ANN = "/v1/subjects/user/ann/access";
    private static final String DB1 = "\"database\": {\"match\": \"exact\", \"value\": \"db1\"}";

    private Meta meta;
    private String asker;

    @BeforeEach
    void setUp() {
        meta = Meta.create("access");
        meta.user("ann");
        meta.done("/role", "{\"action\": \"create\", \"role\": {\"name\": \"east\"}}");
        meta.done("/role", """
                {"action": "add-permissions", "role": {"name": "east", "permissions": {"db1": ["ReadData", "WriteData"]}}}""");
        meta.done("/role", "{\"action\": \"add-users\", \"role\": {\"name\": \"east\", \"users\": [\"ann\"]}}");
        meta.done("/user", """
                {"action": "add-permissions", "user": {"name": "ann", "permissions": {"": ["ReadData"]}}}""");
        asker = Instance.token(meta.organization(), all("read", "authorizations", meta.organization()))
                .path("token");
    }

    @Test
    void accessIsToldWithWhatItComesFrom() {
        String closed = meta.rule("restrictions", "{" + DB1 + """
                , "measurement": {"match": "prefix", "value": "net"}, "permissions": ["write"]}""");
        String opened = meta.rule("grants", "{" + DB1 + """
                , "tags": [{"match": "exact", "key": "dc", "value": "east"}], "permissions": ["read", "write"],
                "roles": [{"name": "east"}]}""");
        meta.user("bob");
        meta.rule("grants", "{" + DB1 + ", \"permissions\": [\"write\"], \"users\": [{\"name\": \"bob\"}]}");

        ask(asker, ANN)
                .statusCode(200)
                .header("X-Policy-Version", notNullValue())
                .body("subject.type", equalTo("user"))
                .body("subject.id", equalTo("ann"))
                .body("subject.user.name", equalTo("ann"))
                .body("subject.roles", equalTo(List.of("east")))
                .body("database", equalTo("db1"))
                .body("next", nullValue())
                .body("access.action", equalTo(List.of("read", "write")))
                .body("access.allowed", equalTo(List.of("full", "part")))
                .body("access.reason", equalTo(List.of("no restriction", "restriction")))
                .body(
                        "access[0].permissions",
                        equalTo(List.of(
                                Map.of("through", "user", "permission", "ReadData", "database", ""),
                                Map.of(
                                        "through",
                                        "role",
                                        "role",
                                        "east",
                                        "permission",
                                        "ReadData",
                                        "database",
                                        "db1"))))
                .body("access[0].restrictions", hasSize(0))
                .body("access[1].permissions.role", equalTo(List.of("east")))
                .body(
                        "access[1].restrictions",
                        equalTo(List.of(Map.of(
                                "id",
                                closed,
                                "database",
                                Map.of("match", "exact", "value", "db1"),
                                "measurement",
                                Map.of("match", "prefix", "value", "net")))))
                .body(
                        "access[1].grants",
                        equalTo(List.of(Map.of(
                                "id",
                                opened,
                                "database",
                                Map.of("match", "exact", "value", "db1"),
                                "tags",
                                List.of(Map.of("match", "exact", "key", "dc", "value", "east")),
                                "roles",
                                List.of("east")))));
    }

    @Test
    void everyExtentIsTold() {
        assertThat(extents("db1")).isEqualTo(List.of("full", "full"));
        assertThat(extents("db2")).isEqualTo(List.of("full", "none"));

        meta.rule("restrictions", "{" + DB1 + ", \"permissions\": [\"read\", \"write\"]}");
        assertThat(extents("db1")).isEqualTo(List.of("none", "none"));
        meta.rule("grants", "{" + DB1 + """
                , "conditions": [{"attribute": "context.ip", "match": "cidr", "value": "10.0.0.0/8"}],
                "permissions": ["read"], "users": [{"name": "ann"}]}""");
        assertThat(extents("db1")).isEqualTo(List.of("part", "none"));
        ask(asker, ANN)
                .body("access[0].grants[0].sometimes", equalTo(true))
                .body("access[0].grants[0].user", equalTo(true))
                .body("access[0].grants[0].conditions[0].value", equalTo("10.0.0.0/8"));
        meta.rule("grants", "{" + DB1 + ", \"permissions\": [\"read\"], \"users\": [{\"name\": \"ann\"}]}");
        assertThat(extents("db1")).isEqualTo(List.of("full", "none"));
    }

    @Test
    void tokenIsNamedByItsAuthorization() {
        Response token = Instance.token(meta.organization(), all("write", "buckets", meta.organization()));

        ask(asker, "/v1/subjects/token/" + token.path("id") + "/access")
                .statusCode(200)
                .body("subject.id", equalTo(token.path("id")))
                .body("access.allowed", equalTo(List.of("none", "full")))
                .body("access[0].reason", equalTo("no permission"))
                .body(
                        "access[1].permissions",
                        equalTo(List.of(Map.of(
                                "through", "token", "permission", "write:orgs/" + meta.organization() + "/buckets"))));
        String refused = ask(asker, "/v1/subjects/token/" + token.path("token") + "/access")
                .statusCode(400)
                .contentType("application/problem+json")
                .extract()
                .asString();
        assertThat(refused).doesNotContain(token.<String>path("token"));

        as(Instance.operator())
                .body(Map.of("status", "inactive"))
                .patch("/api/v2/authorizations/" + token.path("id"))
                .then()
                .statusCode(200);
        ask(asker, "/v1/subjects/token/" + token.path("id") + "/access")
                .statusCode(200)
                .body("reason", equalTo("token inactive"))
                .body("access", hasSize(0));
    }

    @Test
    void administratorsHaveEverything() {
        meta.rule("restrictions", "{" + DB1 + ", \"permissions\": [\"read\", \"write\"]}");
        String boss = meta.admin().get("/user").path("users[0].name");

        ask(asker, "/v1/subjects/user/" + boss + "/access")
                .body("access.allowed", equalTo(List.of("full", "full")))
                .body("access.reason", equalTo(List.of("administrator", "administrator")))
                .body("access[0].permissions[0].permission", equalTo("administrator"))
                .body("access[0].restrictions", hasSize(0));
    }

    @Test
    void whoMayAskIsAsAtTheOtherDoors() {
        Response own = Instance.token(meta.organization(), all("read", "buckets", meta.organization()));
        String secret = own.path("token");
        ask(secret, "/v1/subjects/token/" + own.path("id") + "/access").statusCode(200);
        for (String other :
                List.of(ANN, "/v1/subjects/user/nobody/access", "/v1/subjects/token/0123456789abcdef/access")) {
            ask(secret, other).statusCode(403).contentType("application/problem+json");
        }
        RequestSpecification herself = Meta.as("ann", "ann-password").queryParam("orgID", meta.organization());
        herself.queryParam("database", "db1").get(ANN).then().statusCode(200);
        herself.get("/v1/subjects/user/bob/access").then().statusCode(403);
        as(Instance.operator())
                .queryParam("orgID", meta.organization())
                .queryParam("database", "db1")
                .get(ANN)
                .then()
                .statusCode(200);
    }

    @Test
    void subjectOfAnotherOrganizationIsAnUnknownOne() {
        Meta other = Meta.create("other");
        other.user("only_there");
        String theirs = Instance.token(other.organization(), all("read", "buckets", other.organization()))
                .path("id");

        String unknown = ask(asker, "/v1/subjects/user/nobody/access")
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("subject not found"))
                .extract()
                .asString();
        for (String subject : List.of("user/only_there", "token/" + theirs, "token/0123456789abcdef", "robot/ann")) {
            assertThat(ask(asker, "/v1/subjects/" + subject + "/access")
                            .statusCode(404)
                            .extract()
                            .asString())
                    .isEqualTo(unknown);
        }
        as(asker)
                .queryParam("orgID", other.organization())
                .queryParam("database", "db1")
                .get("/v1/subjects/user/only_there/access")
                .then()
                .statusCode(404)
                .body("detail", equalTo("organization not found"));
    }

    @Test
    void rulesArePaged() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(meta.rule(
                    "restrictions",
                    "{" + DB1 + ", \"measurement\": {\"match\": \"exact\", \"value\": \"m" + i
                            + "\"}, \"permissions\": [\"read\"]}"));
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        int pages = 0;
        while (after != null) {
            Response page = as(asker)
                    .queryParam("database", "db1")
                    .queryParam("limit", 2)
                    .queryParam("after", after)
                    .get(ANN);
            page.then().statusCode(200).body("access[0].allowed", equalTo("part"));
            seen.addAll(page.jsonPath().getList("access[0].restrictions.id"));
            after = page.path("next");
            pages++;
        }
        assertThat(seen).isEqualTo(ids);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void whatIsWrongIsNamed() {
        as(asker).get(ANN).then().statusCode(400).body("detail", equalTo("database is missing"));
        as(asker).queryParam("database", "a\nb").get(ANN).then().statusCode(400);
        ask(asker, ANN + "?limit=0").statusCode(400).body("detail", containsString("limit"));
        ask(asker, ANN + "?limit=many").statusCode(400).body("detail", containsString("limit"));
        ask(asker, ANN + "?after=x").statusCode(400).body("detail", containsString("after"));
    }

    private List<String> extents(String database) {
        return as(asker).queryParam("database", database).get(ANN).jsonPath().getList("access.allowed");
    }

    private static ValidatableResponse ask(String secret, String path) {
        return as(secret).queryParam("database", "db1").get(path).then();
    }
}
