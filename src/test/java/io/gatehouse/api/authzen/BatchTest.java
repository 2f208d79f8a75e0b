package io.gatehouse.api.authzen;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.Instance.one;
import static io.gatehouse.api.authzen.Questions.EVALUATIONS;
import static io.gatehouse.api.authzen.Questions.post;
import static io.gatehouse.api.authzen.Questions.token;
import static io.gatehouse.api.authzen.Questions.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several questions of one request. */
@QuarkusTest
class BatchTest {
    private String organization;
    private String bucket;
    private String asker;
    private String secret;

    @BeforeEach
    void setUp() {
        organization = Instance.organization("authzen");
        bucket = Instance.bucket(organization, "metrics");
        Instance.bucket(organization, "private");
        asker = Instance.token(organization, all("read", "authorizations", organization))
                .path("token");
        secret = Instance.token(organization, one("read", "buckets", organization, bucket))
                .path("token");
    }

    @Test
    void batchIsAnsweredInItsOrderWithItsDefaults() {
        var batch = Map.of(
                "subject", Map.of("type", "token", "id", secret),
                "action", Map.of("name", "read"),
                "resource", Map.of("type", "bucket", "id", "metrics"),
                "evaluations",
                        List.of(
                                Map.of(),
                                Map.of("action", Map.of("name", "write")),
                                Map.of("resource", Map.of("id", "private")),
                                Map.of("resource", Map.of("id", bucket))));

        post(asker, EVALUATIONS, batch)
                .statusCode(200)
                .body(equalTo("{\"evaluations\":[{\"decision\":true},{\"decision\":false},"
                        + "{\"decision\":false},{\"decision\":true}]}"));
    }

    @Test
    void batchEndsWhereItsSemanticSays() {
        assertThat(decisions("execute_all")).containsExactly(true, false, true);
        assertThat(decisions("deny_on_first_deny")).containsExactly(true, false);
        assertThat(decisions("permit_on_first_permit")).containsExactly(true);
        post(asker, EVALUATIONS, with(batch(), "options", Map.of("evaluations_semantic", "some")))
                .statusCode(400)
                .body("error", containsString("options.evaluations_semantic"));
    }

    @Test
    void explanationsDoNotRepeatLongNames() {
        var batch = Map.of(
                "subject", Map.of("type", "token", "id", secret),
                "action", Map.of("name", "r".repeat(200)),
                "resource", Map.of("type", "t".repeat(200), "id", "n".repeat(4_000)),
                "context", Map.of("explain", true),
                "evaluations", Collections.nCopies(1_000, Map.of()));

        String answer = post(asker, EVALUATIONS, batch)
                .statusCode(200)
                .body(
                        "evaluations[999].context.permission",
                        equalTo("r".repeat(100) + "...:orgs/" + organization + "/" + "t".repeat(100) + ".../"
                                + "n".repeat(100) + "..."))
                .extract()
                .asString();
        assertThat(answer.length()).isLessThan(1_000_000);
    }

    @Test
    void longNameIsNotCutWithinACharacter() {
        var question = Map.of(
                "subject", Map.of("type", "token", "id", secret),
                "action", Map.of("name", "read"),
                "resource", Map.of("type", "record", "id", "n".repeat(99) + "\ud83d\ude00"),
                "context", Map.of("explain", true));

        post(asker, "/access/v1/evaluation", question)
                .statusCode(200)
                .body("context.permission", endsWith("/" + "n".repeat(99) + "..."));
    }

    @Test
    void numberOutOfRangeIsRefusedBothInTheLaneAndBehindIt() {
        String question = "{\"subject\": {\"type\": \"token\", \"id\": \"" + secret
                + "\"}, \"action\": {\"name\": \"read\"}, \"resource\": {\"type\": \"bucket\", \"id\": \"metrics\","
                + " \"properties\": {\"n\": 1e99999999999}}}";
        for (String door : List.of("/access/v1/evaluation", "/access/v1/evaluation?org=")) {
            as(asker).body(question).post(door).then().statusCode(400);
        }
    }

    @Test
    void attributesBesideTheQuestionsAreBounded() {
        Map<String, String> attributes =
                IntStream.range(0, 1001).boxed().collect(Collectors.toMap(i -> "a" + i, i -> "some text"));
        var batch = Map.of(
                "subject", Map.of("type", "token", "id", secret),
                "action", Map.of("name", "read"),
                "resource", Map.of("type", "bucket", "id", "metrics", "properties", attributes),
                "evaluations", Collections.nCopies(10_000, Map.of()));

        post(asker, EVALUATIONS, batch)
                .statusCode(200)
                .body("evaluations", hasSize(10_000))
                .body(
                        "evaluations[9999].context.error.message",
                        equalTo("resource.properties: at most 1000 are possible"));

        post(asker, EVALUATIONS, with(batch, "resource", Map.of("type", "bucket", "id", "metrics")))
                .statusCode(200)
                .body("evaluations[9999].decision", equalTo(true));
    }

    @Test
    void faultyQuestionOfABatchDoesNotKeepTheOthersFromAnAnswer() {
        var batch = Map.of(
                "subject", Map.of("type", "token", "id", secret),
                "action", Map.of("name", "read"),
                "evaluations", List.of(Map.of("resource", Map.of("type", "bucket", "id", "metrics")), Map.of()));

        post(asker, EVALUATIONS, batch)
                .statusCode(200)
                .body("evaluations[0].decision", equalTo(true))
                .body("evaluations[1].decision", equalTo(false))
                .body("evaluations[1].context.error.status", equalTo(400))
                .body("evaluations[1].context.error.message", equalTo("resource is missing"));
    }

    @Test
    void batchOfWhoMayNotAskAboutOthersAnswersWhatIsItsOwn() {
        var batch = Map.of(
                "action", Map.of("name", "read"),
                "resource", Map.of("type", "bucket", "id", "metrics"),
                "evaluations",
                        List.of(
                                Map.of("subject", Map.of("type", "token", "id", asker)),
                                Map.of("subject", Map.of("type", "token", "id", secret))));

        post(secret, EVALUATIONS, batch)
                .statusCode(200)
                .body("evaluations[0].decision", equalTo(false))
                .body("evaluations[0].context.error.status", equalTo(403))
                .body("evaluations[1].decision", equalTo(true));
    }

    @Test
    void batchWithoutItemsIsASingleQuestion() {
        var question = token(secret, "read", "metrics");

        post(asker, EVALUATIONS, question).statusCode(200).body(equalTo("{\"decision\":true}"));
        post(asker, EVALUATIONS, with(question, "evaluations", List.of()))
                .statusCode(200)
                .body(equalTo("{\"decision\":true}"));
        post(asker, EVALUATIONS, Map.of()).statusCode(400);
        post(asker, EVALUATIONS, with(question, "evaluations", Map.of())).statusCode(400);
        post(asker, EVALUATIONS, with(question, "evaluations", List.of(1))).statusCode(400);
    }

    @Test
    void largeBatchIsAnsweredAsASmallOneIs() {
        var items = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 5_000; i++) {
            String id = i % 2 == 0 ? "metrics" : "private";
            items.add(i == 4_321 ? Map.of() : Map.of("resource", Map.of("type", "bucket", "id", id)));
        }
        var batch = Map.of(
                "subject", Map.of("type", "token", "id", secret),
                "action", Map.of("name", "read"),
                "evaluations", items);

        for (String caller : List.of(asker, secret, Instance.operator())) {
            List<Boolean> decisions = post(caller, EVALUATIONS + "?orgID=" + organization, batch)
                    .statusCode(200)
                    .body("evaluations[4321].context.error.message", equalTo("resource is missing"))
                    .extract()
                    .path("evaluations.decision");
            assertThat(decisions).hasSize(5_000);
            assertThat(IntStream.range(0, 5_000).filter(decisions::get).boxed())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 2_500).map(i -> 2 * i).boxed().toList());
        }
        var tokens = IntStream.range(0, 1_001)
                .mapToObj(i -> Map.of(
                        "subject",
                        Map.of("type", "token", "id", "gth_" + i),
                        "resource",
                        Map.of("type", "bucket", "id", "metrics")))
                .toList();
        post(asker, EVALUATIONS, with(batch, "evaluations", tokens))
                .statusCode(400)
                .body("error", containsString("evaluations: at most 1000 different tokens"));
        post(asker, EVALUATIONS, with(batch, "evaluations", tokens.subList(1, 1_001)))
                .statusCode(200)
                .body("evaluations", hasSize(1_000));
        post(asker, EVALUATIONS, with(batch, "evaluations", Collections.nCopies(10_001, Map.of())))
                .statusCode(400)
                .body("error", containsString("evaluations: at most 10000"));
    }

    private List<Boolean> decisions(String semantic) {
        return post(asker, EVALUATIONS, with(batch(), "options", Map.of("evaluations_semantic", semantic)))
                .statusCode(200)
                .extract()
                .path("evaluations.decision");
    }

    private Map<String, Object> batch() {
        return Map.of(
                "subject", Map.of("type", "token", "id", secret),
                "resource", Map.of("type", "bucket", "id", "metrics"),
                "evaluations",
                        List.of(
                                Map.of("action", Map.of("name", "read")),
                                Map.of("action", Map.of("name", "write")),
                                Map.of("action", Map.of("name", "read"))));
    }
}
