package io.gatehouse.api;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.meta.Meta;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An organization whose rules look at so many attributes that every question they bear on is a long one. */
@QuarkusTest
class ManyRestrictionsTest {
    private static final String EVALUATION = "/access/v1/evaluation";
    private static final int CONDITIONS = 100;

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
        for (int i = 0; i <= LongQuestions.LONG / CONDITIONS; i++) {
            meta.rule("restrictions", """
                    {"database": {"match": "exact", "value": "db1"},
                     "measurement": {"match": "exact", "value": "m%d"}, "permissions": ["read"]}""".formatted(i));
            meta.rule("restrictions", """
                    {"database": {"match": "exact", "value": "db1"}, "conditions": %s, "permissions": ["read"]}
                    """.formatted(conditions(i)));
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
        as(token).get("/authorize?permission=read:bucket:db2").then().statusCode(200);
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
                                series("bob", "db1", "m7"),
                                Map.of("action", Map.of("name", "read")),
                                series("bob", "db1", "open"),
                                wholeBucket("bob", "read"))))
                .post("/access/v1/evaluations")
                .then()
                .statusCode(200)
                .header("X-Policy-Version", equalTo(version()))
                .body("evaluations.decision", contains(false, true, false, false, true, false));
    }

    @Test
    void longQuestionsAboutOneSeriesAreAnsweredToo() {
        meta.done("/user", """
                {"action": "add-permissions", "user": {"name": "ann", "permissions": {"db2": ["ReadData"]}}}
                """);
        String check = "/v1/series/check?bucket=db1&action=read&subject_type=user&subject_id=ann";

        for (String open : List.of("db1", "db2")) {
            as(asker).body(series("ann", open, "open")).post(EVALUATION).then().body("decision", equalTo(true));
        }
        as(asker).body(series("ann", "db1", "m7")).post(EVALUATION).then().body("decision", equalTo(false));
        as(asker)
                .contentType("text/plain")
                .body("open v=1\nm7 v=1\nopen v=2\nm8,t=a v=1\nlast v=1\n")
                .post(check)
                .then()
                .statusCode(200)
                .body("points", equalTo(5))
                .body("denied.line", contains(2, 4));
        as(asker)
                .body("""
                        {"series": [{"measurement": "m1", "tags": {}}, {"measurement": "open", "tags": {}},
                         {"measurement": "m2"}, {"measurement": "last"}]}""")
                .post("/v1/series/filter?bucket=db1&subject_type=user&subject_id=ann")
                .then()
                .statusCode(200)
                .body("series.measurement", contains("open", "last"));
    }

    private static String conditions(int rule) {
        return IntStream.range(0, CONDITIONS)
                .mapToObj("{\"attribute\": \"resource.a%d_%%d\", \"match\": \"exact\", \"value\": \"x\"}"
                        .formatted(rule)::formatted)
                .collect(Collectors.joining(", ", "[", "]"));
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

    private static Map<String, Object> series(String user, String bucket, String measurement) {
        return Map.of(
                "subject", Map.of("type", "user", "id", user),
                "action", Map.of("name", "read"),
                "resource",
                        Map.of(
                                "type",
                                "database",
                                "id",
                                bucket,
                                "properties",
                                Map.of("measurement", measurement, "tags", Map.of())));
    }
}
