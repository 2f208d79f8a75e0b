package io.gatehouse.api;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the lanes answer at all: of their answers {@link LanesTest} knows only that the doors give the same. */
@QuarkusTest
class AnsweringLanesTest {
    @Inject
    BehindLanes behind;

    private String secret;

    @BeforeEach
    void setUp() {
        String organization = Instance.organization("answering");
        Instance.bucket(organization, "metrics");
        secret = Instance.token(organization, all("read", "buckets", organization))
                .path("token");
    }

    @Test
    void ordinaryAuthorizationIsAnsweredInFrontOfTheDoor() {
        expectLane(() -> LanesTest.authorize(as(secret), "read:bucket:metrics"));
    }

    @Test
    void authorizationIsOrdinaryHoweverItsColonsAreWritten() {
        expectLane(() -> LanesTest.authorize(as(secret), "read%3Abucket%3Ametrics"));
        expectDoor(() -> LanesTest.authorize(as(secret), "read:bucket:me%74rics"), 200);
    }

    @Test
    void refusedAuthorizationIsLeftToTheDoor() {
        expectDoor(() -> LanesTest.authorize(as(secret), "write:bucket:metrics"), 403);
    }

    @Test
    void ordinaryEvaluationIsAnsweredInFrontOfTheDoor() {
        expectLane(() -> evaluate("/access/v1/evaluation", "read"));
        expectLane(() -> evaluate("/access/v1/evaluation", "write"));
    }

    @Test
    void evaluationOutOfTheOrdinaryIsLeftToTheDoor() {
        expectDoor(() -> evaluate("/access/v1/evaluation?x=1", "read"), 200);
    }

    /** The first question may have to wait for the policy. */
    private void expectLane(Supplier<Response> question) {
        question.get().then().statusCode(200);
        int before = behind.requests();
        question.get().then().statusCode(200);
        assertThat(behind.requests()).isEqualTo(before);
    }

    private void expectDoor(Supplier<Response> question, int status) {
        question.get().then().statusCode(status);
        int before = behind.requests();
        question.get().then().statusCode(status);
        assertThat(behind.requests()).isEqualTo(before + 1);
    }

    private Response evaluate(String path, String action) {
        return as(secret)
                .body(LanesTest.question("token", secret, action, "metrics"))
                .post(path);
    }
}
