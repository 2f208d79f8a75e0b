package io.gatehouse.snapshot;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.Instance;
import io.gatehouse.token.TokenSecret;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tokens that end on another instance while no news of it come: they are held here as they were. A question that asks for
 * the version of it is decided on that.
 */
@QuarkusTest
@TestProfile(NotificationTest.Profile.class)
class UnheardRevocationTest {
    private static final String MIN_VERSION = "X-Min-Policy-Version";

    @ParameterizedTest
    @EnumSource
    void tokenThatEndedIsRefusedAtTheVersionOfIt(End end) throws SQLException {
        String organization = Instance.organization("unheard");
        for (Door door : Door.values()) {
            var token = Asked.issued(organization);
            assertThat(door.ask(token, as(token.secret())).statusCode())
                    .as("%s before", door)
                    .isEqualTo(200);

            long version = end.of(token);

            assertThat(door.ask(token, as(token.secret()).header(MIN_VERSION, version))
                            .statusCode())
                    .as("%s", door)
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void secondCredentialChangesNothing(End end) throws SQLException {
        String organization = Instance.organization("unheard");
        for (Door door : List.of(Door.CHECK, Door.FILTER, Door.PREDICATE, Door.ACCESS)) {
            var token = Asked.issued(organization);
            assertThat(door.ask(token, twice(token)).statusCode())
                    .as("%s before", door)
                    .isEqualTo(200);

            long version = end.of(token);

            assertThat(door.ask(token, twice(token).header(MIN_VERSION, version))
                            .statusCode())
                    .as("%s", door)
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tokenThatEndedAsksAboutNobody(End end) throws SQLException {
        String organization = Instance.organization("unheard");
        Asked subject = Asked.issued(organization);
        Response asker = Instance.token(organization, all("read", "authorizations", organization));
        var token = new Asked(organization, asker.path("id"), asker.path("token"));
        Door.EVALUATION.ask(subject, as(token.secret())).then().statusCode(200).body("decision", equalTo(true));

        long version = end.of(token);

        for (Door door : List.of(Door.EVALUATION, Door.FILTER, Door.ACCESS)) {
            assertThat(door.ask(subject, as(token.secret()).header(MIN_VERSION, version))
                            .statusCode())
                    .as("%s", door)
                    .isEqualTo(401);
        }
    }

    @Test
    void tokenThatHoldsIsAnsweredAtItsVersion() throws SQLException {
        Asked token = Asked.issued();
        assertThat(token.status()).isEqualTo(200);

        OtherInstance.setStatusSilently(token.organization(), token.id(), "inactive");
        long version = OtherInstance.setStatusSilently(token.organization(), token.id(), "active");

        for (Door door : Door.values()) {
            Response answer = door.ask(token, as(token.secret()).header(MIN_VERSION, version));
            assertThat(answer.statusCode()).as("%s", door).isEqualTo(200);
            assertThat(answer.header("X-Policy-Version")).as("%s", door).isEqualTo(Long.toString(version));
        }
    }

    private static RequestSpecification twice(Asked token) {
        return RestAssured.given()
                .contentType(ContentType.JSON)
                .header("Authorization", "Token " + token.secret(), "Token " + TokenSecret.generate());
    }

    /** How a token ends. */
    private enum End {
        DELETED,
        DEACTIVATED,
        ROTATED;

        /** Returns the version that it made. */
        long of(Asked token) throws SQLException {
            return switch (this) {
                case DELETED -> OtherInstance.deleteSilently(token.organization(), token.id());
                case DEACTIVATED -> OtherInstance.setStatusSilently(token.organization(), token.id(), "inactive");
                case ROTATED -> OtherInstance.deleteSecretSilently(token.organization(), token.id());
            };
        }
    }

    /** A question whether a token may read a bucket. */
    private enum Door {
        AUTHORIZE,
        EVALUATION,
        CHECK,
        CALLER,
        FILTER,
        PREDICATE,
        ACCESS;

        Response ask(Asked token, RequestSpecification request) {
            return switch (this) {
                case AUTHORIZE -> request.get("/authorize?permission=read:buckets");
                case EVALUATION ->
                    request.body(Map.of(
                                    "subject", Map.of("type", "token", "id", token.secret()),
                                    "action", Map.of("name", "read"),
                                    "resource", Map.of("type", "bucket", "id", "db")))
                            .post("/access/v1/evaluation");
                case CHECK ->
                    named(token, request)
                            .contentType(ContentType.TEXT)
                            .body("m v=1")
                            .post("/v1/series/check");
                case CALLER ->
                    request.contentType(ContentType.TEXT)
                            .queryParam("bucket", "db")
                            .queryParam("action", "read")
                            .body("m v=1")
                            .post("/v1/series/check");
                case FILTER ->
                    named(token, request)
                            .body(Map.of("series", List.of(Map.of("measurement", "m"))))
                            .post("/v1/series/filter");
                case PREDICATE -> named(token, request).body("{}").post("/v1/series/predicate");
                case ACCESS -> request.get("/v1/subjects/token/" + token.id() + "/access?database=db");
            };
        }

        private static RequestSpecification named(Asked token, RequestSpecification request) {
            return request.queryParam("bucket", "db")
                    .queryParam("action", "read")
                    .queryParam("subject_type", "token")
                    .queryParam("subject_id", token.id());
        }
    }
}
