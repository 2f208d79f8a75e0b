package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.Instance.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RotationTest {
    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private String organization;
    private Response token;
    private String id;
    private String old;

    @BeforeEach
    void issueToken() {
        organization = Instance.organization("rotation");
        token = Instance.token(organization, all("read", "buckets", organization));
        id = token.path("id");
        old = token.path("token");
    }

    @Test
    void rotatedTokenIsTheSameWithAnotherSecret() {
        Response rotated = rotate(Map.of("grace", "1h"));

        assertThat(rotated.statusCode()).isEqualTo(200);
        assertThat(rotated.<String>path("id")).isEqualTo(id);
        assertThat(rotated.<String>path("token")).matches("gth_[0-9A-Za-z]{46}").isNotEqualTo(old);
        assertThat(rotated.<Object>path("permissions")).isEqualTo(token.<Object>path("permissions"));
        as(Instance.operator()).get("/api/v2/authorizations/" + id).then().body("token", equalTo(""));
    }

    @Test
    void bothSecretsHoldDuringTheGrace() {
        String fresh = rotate(Map.of("grace", "1h")).path("token");

        expectStatus(old, 200);
        expectStatus(fresh, 200);
    }

    @Test
    void oldSecretEndsWithTheGrace() {
        String fresh = rotate(Map.of("grace", "100ms")).path("token");

        await().untilAsserted(() -> expectStatus(old, 401));
        expectStatus(fresh, 200);
    }

    @Test
    void withoutGraceTheOldSecretEndsAtOnce() {
        for (Map<String, String> body : List.of(Map.of("grace", "0s"), Map.<String, String>of())) {
            expectStatus(old, 200);
            String fresh = rotate(body).path("token");

            expectStatus(old, 401);
            expectStatus(fresh, 200);
            old = fresh;
        }
    }

    @Test
    void laterRotationOnlyShortensTheGrace() {
        String second = rotate(Map.of("grace", "1h")).path("token");
        String third = rotate(Map.of("grace", "0s")).path("token");

        expectStatus(old, 401);
        expectStatus(second, 401);
        expectStatus(third, 200);
    }

    @Test
    void atMostTheTwoNewestSecretsHold() throws SQLException {
        String second = rotate(Map.of("grace", "90d")).path("token");
        String third = rotate(Map.of("grace", "90d")).path("token");

        expectStatus(old, 401);
        expectStatus(second, 200);
        expectStatus(third, 200);
        String last = tables.one("select max(sequence) from audit_events");
        rotate(Map.of("grace", "90d"));
        assertThat(tables.list("select action from audit_events where kind = 'secret' and entity_id = " + Id.parse(id)
                        + " and sequence > " + last))
                .containsExactlyInAnyOrder("delete", "update", "create");
    }

    @Test
    void secretIsAnsweredAlsoWhereTheNamesBesideItCannotBeRead() throws SQLException {
        String bucket = Instance.bucket(organization, "unreadable");
        id = Instance.token(organization, one("read", "buckets", organization, bucket))
                .path("id");
        tables.execute("create policy unreadable on buckets for select using (case when name = 'unreadable'"
                + " and current_setting('gatehouse.scope', true) = 'instance' then 1 / (id - id) = 1 else false end)");
        try {
            Response rotated = rotate(Map.of());

            assertThat(rotated.statusCode()).as(rotated.asString()).isEqualTo(200);
            assertThat(rotated.<String>path("permissions[0].resource.id")).isEqualTo(bucket);
            assertThat(rotated.<String>path("permissions[0].resource.name")).isNull();
            as(rotated.path("token"))
                    .get("/authorize?permission=read:bucket:" + bucket)
                    .then()
                    .statusCode(200);
        } finally {
            tables.execute("drop policy unreadable on buckets");
        }
    }

    @Test
    void everySecretEndsWithItsToken() {
        String fresh = rotate(Map.of("grace", "1h")).path("token");

        as(Instance.operator()).delete("/api/v2/authorizations/" + id).then().statusCode(204);

        expectStatus(old, 401);
        expectStatus(fresh, 401);
    }

    @Test
    void graceIsADurationOfAtMostNinetyDays() {
        for (String grace : List.of("soon", "1", "-1s", "1h 30m", "91d", "2161h")) {
            assertThat(rotate(Map.of("grace", grace)).statusCode()).as(grace).isEqualTo(400);
        }
        expectStatus(old, 200);
        assertThat(rotate(Map.of("grace", "90d")).statusCode()).isEqualTo(200);
        assertThat(rotate(Map.of("grace", "1h30m")).statusCode()).isEqualTo(200);
    }

    @Test
    void unknownTokenIsNotFound() {
        as(Instance.operator())
                .post("/api/v2/authorizations/" + JavaClient.UNKNOWN + "/rotate")
                .then()
                .statusCode(404)
                .body("message", equalTo("authorization not found"));
    }

    private Response rotate(Map<String, String> body) {
        return as(Instance.operator()).body(body).post("/api/v2/authorizations/" + id + "/rotate");
    }

    private static void expectStatus(String secret, int status) {
        as(secret).get("/api/v2/buckets").then().statusCode(status);
    }
}
