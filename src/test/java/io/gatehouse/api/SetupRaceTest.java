package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Setting up an instance on which nobody has done anything yet. */
@QuarkusTest
@TestProfile(SetupRaceTest.FreshInstance.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SetupRaceTest {

    /** A start of its own, and with it a database of its own. */
    public static final class FreshInstance implements QuarkusTestProfile {}

    private final OwnedTables tables = OwnedTables.ofThisProgram();

    @Test
    @Order(1)
    void setupThatIsRefusedLeavesNothingBehind() throws Exception {
        Map<String, String> before = tables.state();
        for (String body : List.of(
                "{}",
                "{\"username\": \"u\", \"org\": \"o\"}",
                "{\"username\": \"u\", \"org\": \"o\", \"bucket\": \"b\", \"password\": \"short\"}",
                "{\"username\": \"u\", \"org\": \"o\", \"bucket\": \"b\", \"password\": \"" + "x".repeat(73) + "\"}",
                "{\"username\": \"u\", \"org\": \"o\", \"bucket\": \"_b\"}",
                "{\"username\": \"u\", \"org\": \"o\", \"bucket\": \"b\\u0000\"}",
                "{\"username\": \"u\\n\", \"org\": \"o\", \"bucket\": \"b\"}",
                "{\"username\": \"u\", \"org\": \"o\\\"\", \"bucket\": \"b\"}",
                "{\"username\": \"u\", \"org\": \"" + "o".repeat(256) + "\", \"bucket\": \"b\"}",
                "{\"username\": \"u\", \"org\": \"\\ud800\", \"bucket\": \"b\"}",
                "{\"username\": \"u\", \"org\": \"o\", \"bucket\": \"b\", \"retentionPeriodSeconds\": -1}",
                "{\"username\": \"u\", \"org\": \"o\", \"bucket\": \"b\", \"token\": \"with space\"}",
                "{\"username\": \"u\", \"org\": \"o\", \"bucket\": \"b\", \"token\": \"gth_invented\"}")) {
            RawAnswer answer = RawRequest.of("POST", "/api/v2/setup").json(body).send();
            assertThat(answer.flawAsRefusal("/api/v2/setup"))
                    .as("%s for %s", answer, body)
                    .isNull();
        }
        assertThat(tables.state()).isEqualTo(before);
        assertThat(RawRequest.of("GET", "/api/v2/setup")
                        .send()
                        .json()
                        .path("allowed")
                        .asBoolean())
                .isTrue();
    }

    @Test
    @Order(2)
    void ofManySetupsAtOnceOneWins() throws Exception {
        List<Integer> statuses = ManyRequests.inParallel(20)
                .repeat(
                        "POST",
                        "/api/v2/setup",
                        "{\"username\": \"first\", \"org\": \"home\", \"bucket\": \"b\", \"password\": \"long enough\"}");

        assertThat(statuses).containsOnly(201, 422);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        assertThat(tables.one("select count(*) from users")).isEqualTo("1");
        assertThat(tables.one("select count(*) from organizations")).isEqualTo("1");
        assertThat(tables.one("select count(*) from tokens")).isEqualTo("1");
    }

    @Test
    @Order(3)
    void setupIsOverForGood() {
        RawAnswer answer = RawRequest.of("POST", "/api/v2/setup")
                .json("{\"username\": \"second\", \"org\": \"other\", \"bucket\": \"b\"}")
                .send();

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("onboarding has already been completed");
        assertThat(RawRequest.of("GET", "/api/v2/setup")
                        .send()
                        .json()
                        .path("allowed")
                        .asBoolean(true))
                .isFalse();
    }
}
