package io.gatehouse.api.resource;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.gatehouse.api.Instance;
import io.gatehouse.api.meta.Meta;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SubjectTypesTest {
    private static final String TYPES = "/v1/subject-types";

    private Meta meta;
    private String asker;

    @BeforeEach
    void setUp() {
        meta = Meta.create("identities");
        meta.user("ann");
        meta.done("/user", """
                {"action": "add-permissions", "user": {"name": "ann", "permissions": {"db1": ["ReadData"]}}}""");
        asker = Instance.token(meta.organization(), all("read", "authorizations", meta.organization()))
                .path("token");
    }

    @Test
    void declaredTypeStandsForUsersAtEveryDoor() {
        evaluate("identity").body("decision", equalTo(false));
        access("identity").statusCode(404);

        put("identity").statusCode(200).body("name", equalTo("identity"));
        put("identity").statusCode(200);

        evaluate("identity").body("decision", equalTo(true));
        access("identity")
                .statusCode(200)
                .body("subject.type", equalTo("identity"))
                .body("access.allowed", equalTo(List.of("full", "none")));
        as(asker)
                .contentType("text/plain")
                .queryParam("bucket", "db1")
                .queryParam("action", "read")
                .queryParam("subject_type", "identity")
                .queryParam("subject_id", "ann")
                .body("cpu v=1")
                .post("/v1/series/check")
                .then()
                .statusCode(200)
                .body("decision", equalTo(true));
        evaluate("person").body("decision", equalTo(false));
        Meta.as("ann", "ann-password")
                .queryParam("orgID", meta.organization())
                .queryParam("database", "db1")
                .get("/v1/subjects/identity/ann/access")
                .then()
                .statusCode(200);
    }

    @Test
    void typesAreListedAndDeleted() {
        put("person").statusCode(200);
        put("identity").statusCode(200);

        meta.admin().get(TYPES).then().statusCode(200).body("types.name", equalTo(List.of("identity", "person")));
        meta.admin().get(TYPES + "/person").then().statusCode(200).body("name", equalTo("person"));
        meta.admin().delete(TYPES + "/person").then().statusCode(204);
        meta.admin().delete(TYPES + "/person").then().statusCode(404).body("detail", equalTo("subject type not found"));
        meta.admin().get(TYPES + "/person").then().statusCode(404);
        evaluate("person").body("decision", equalTo(false));
        evaluate("identity").body("decision", equalTo(true));
    }

    @Test
    void typesAreOneOrganizationsOwn() {
        put("identity").statusCode(200);
        Meta other = Meta.create("other");

        other.admin().get(TYPES).then().statusCode(200).body("types", hasSize(0));
        other.admin().get(TYPES + "/identity").then().statusCode(404);
        other.admin().delete(TYPES + "/identity").then().statusCode(404);
        evaluate("identity").body("decision", equalTo(true));
    }

    @Test
    void wrongTypesAreRefused() {
        for (String taken : List.of("user", "token")) {
            put(taken).statusCode(400).body("detail", containsString("every organization has"));
        }
        put("a b").statusCode(400).contentType("application/problem+json");
        meta.admin()
                .body("{\"name\": \"other\"}")
                .put(TYPES + "/identity")
                .then()
                .statusCode(400);
        meta.admin().body("{\"actions\": []}").put(TYPES + "/identity").then().statusCode(400);
        as(asker).put(TYPES + "/identity").then().statusCode(403);
    }

    private ValidatableResponse put(String type) {
        return meta.admin().put(TYPES + "/" + type).then();
    }

    private ValidatableResponse access(String type) {
        return as(asker)
                .queryParam("database", "db1")
                .get("/v1/subjects/" + type + "/ann/access")
                .then();
    }

    private ValidatableResponse evaluate(String type) {
        return as(asker)
                .body(Map.of(
                        "subject", Map.of("type", type, "id", "ann"),
                        "action", Map.of("name", "read"),
                        "resource", Map.of("type", "database", "id", "db1")))
                .post("/access/v1/evaluation")
                .then()
                .statusCode(200);
    }
}
