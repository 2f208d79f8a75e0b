package io.gatehouse.api;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.meta.Meta;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules that hold at some times only see the present one, unless who may ask about everybody says another. */
@QuarkusTest
class ContextTimeTest {
    private static final String PAST = "2000-01-01T00:00:00Z";
    private static final String FUTURE = "2999-01-01T00:00:00+02:00";

    private Meta meta;
    private String asker;
    private String secret;

    @BeforeEach
    void setUp() {
        meta = Meta.create("time");
        Instance.bucket(meta.organization(), "db1");
        Instance.bucket(meta.organization(), "db2");
        asker = Instance.token(meta.organization(), all("read", "authorizations", meta.organization()))
                .path("token");
        secret = Instance.token(meta.organization(), all("read", "buckets", meta.organization()))
                .path("token");
        restrict("db1", "before", FUTURE);
        restrict("db2", "before", PAST);
    }

    @Test
    void timeIsThePresentOneAtEveryDoor() {
        for (String database : List.of("db1", "db2")) {
            boolean open = database.equals("db2");
            assertThat(evaluate(asker, database, Map.of())).isEqualTo(open);
            assertThat(evaluate(secret, database, Map.of())).isEqualTo(open);
            assertThat(as(secret)
                            .get("/authorize?permission=read:bucket:" + database)
                            .statusCode())
                    .isEqualTo(open ? 200 : 403);
            Response checked = as(secret)
                    .contentType("text/plain")
                    .queryParam("bucket", database)
                    .queryParam("action", "read")
                    .body("cpu v=1")
                    .post("/v1/series/check");
            assertThat(checked.<Boolean>path("decision")).isEqualTo(open);
            Response predicate = as(secret)
                    .queryParam("bucket", database)
                    .body(Map.of("measurement", "cpu"))
                    .post("/v1/series/predicate");
            assertThat(predicate.<String>path("mode")).isEqualTo(open ? "all" : "none");
        }
        assertThat(as(secret).get("/authorize?permission=read:buckets").statusCode())
                .isEqualTo(403);
    }

    @Test
    void timeIsTakenFromWhoMayAskAboutOthersAlone() {
        assertThat(evaluate(asker, "db2", Map.of("time", "1999-12-31T23:59:59Z")))
                .isFalse();
        assertThat(evaluate(asker, "db1", Map.of("time", "3000-01-01T00:00:00Z")))
                .isTrue();

        assertThat(evaluate(secret, "db1", Map.of("time", "3000-01-01T00:00:00Z")))
                .isFalse();
        assertThat(evaluate(secret, "db2", Map.of("time", "1999-12-31T23:59:59Z")))
                .isTrue();
    }

    @Test
    void accessSaysThatItDependsOnTheTime() {
        for (String database : List.of("db1", "db2")) {
            Response access = as(asker).queryParam("database", database).get("/v1/subjects/token/" + id() + "/access");
            assertThat(access.jsonPath().getList("access.allowed")).isEqualTo(List.of("part", "none"));
            assertThat(access.<Boolean>path("access[0].restrictions[0].sometimes"))
                    .isTrue();
        }
    }

    private String id() {
        return as(secret).get("/authorize?permission=read:bucket:db2").header("X-Gatehouse-Subject");
    }

    private void restrict(String database, String operator, String limit) {
        meta.rule(
                "restrictions",
                "{\"database\": {\"match\": \"exact\", \"value\": \"" + database
                        + "\"}, \"conditions\": [{\"attribute\": \"context.time\", \"match\": \"" + operator
                        + "\", \"value\": \"" + limit + "\"}], \"permissions\": [\"read\", \"write\"]}");
    }

    private boolean evaluate(String caller, String database, Map<String, String> context) {
        Response answer = as(caller)
                .body(Map.of(
                        "subject", Map.of("type", "token", "id", secret),
                        "action", Map.of("name", "read"),
                        "resource", Map.of("type", "bucket", "id", database),
                        "context", new HashMap<>(context)))
                .post("/access/v1/evaluation");
        answer.then().statusCode(200);
        return answer.path("decision");
    }
}
