package io.gatehouse.api;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.meta.Meta;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bucket with so many restrictions that a question about all of it is a long one. */
@QuarkusTest
class ManyRestrictionsTest {
    private static final String EVALUATION = "/access/v1/evaluation";

    private Meta meta;
    private String asker;

    @BeforeEach
    void setUp() {
        meta = Meta.create("many");
        for (String user : List.of("ann", "bob")) {
            meta.user(user);
            meta.done("/user", """
                    {"action": "add-permissions", "user": {"name": "%s", "permissions": {"db1": ["ReadData", "WriteData"]}}}
                    """.formatted(user));
        }
        for (int i = 0; i <= LongQuestions.LONG; i++) {
            meta.rule("restrictions", """
                    {"database": {"match": "exact", "value": "db1"},
                     "measurement": {"match": "exact", "value": "m%d"}, "permissions": ["read"]}""".formatted(i));
        }
        asker = Instance.token(meta.organization(), all("read", "authorizations", meta.organization()))
                .path("token");
    }

    @Test
    void longQuestionsAreAnsweredAsShortOnesAre() {
        String token = Instance.token(meta.organization(), all("read", "buckets", meta.organization()))
                .path("token");
        as(token).get("/authorize?permission=read:bucket:db1").then().statusCode(403);
        as(token).get("/authorize?permission=read:buckets").then().statusCode(403);
        for (String user : List.of("ann", "bob")) {
            as(asker).body(wholeBucket(user, "read")).post(EVALUATION).then().body("decision", equalTo(false));
        }
        meta.rule("grants", """
                {"database": {"match": "exact", "value": "db1"}, "permissions": ["read"], "users": [{"name": "ann"}]}
                """);

        as(asker).body(wholeBucket("ann", "read")).post(EVALUATION).then().body("decision", equalTo(true));
        as(asker).body(wholeBucket("bob", "read")).post(EVALUATION).then().body("decision", equalTo(false));
        as(asker).body(wholeBucket("bob", "write")).post(EVALUATION).then().body("decision", equalTo(true));
        as(asker)
                .body(Map.of(
                        "evaluations",
                        List.of(
                                wholeBucket("bob", "read"),
                                wholeBucket("ann", "read"),
                                series("bob", "m7"),
                                Map.of("action", Map.of("name", "read")),
                                series("bob", "open"),
                                wholeBucket("bob", "read"))))
                .post("/access/v1/evaluations")
                .then()
                .statusCode(200)
                .header("X-Policy-Version", equalTo(version()))
                .body("evaluations.decision", contains(false, true, false, false, true, false));
    }

    private String version() {
        return as(asker).body(wholeBucket("ann", "read")).post(EVALUATION).header("X-Policy-Version");
    }

    private static Map<String, Object> wholeBucket(String user, String action) {
        return Map.of(
                "subject", Map.of("type", "user", "id", user),
                "action", Map.of("name", action),
                "resource", Map.of("type", "database", "id", "db1"));
    }

    private static Map<String, Object> series(String user, String measurement) {
        return Map.of(
                "subject", Map.of("type", "user", "id", user),
                "action", Map.of("name", "read"),
                "resource",
                        Map.of(
                                "type", "database",
                                "id", "db1",
                                "properties", Map.of("measurement", measurement, "tags", Map.of())));
    }
}
