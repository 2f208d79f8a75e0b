package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of every file in {@code documented/}, which say what the vendor's documentation says: set up through the Meta
 * API, and asked through AuthZEN and {@code /v1/series}, by the subject itself and by one with the right to ask.
 */
@QuarkusTest
class DocumentedAccessTest {
    private static final Path FOLDER = Path.of("src/test/resources/documented");

    static Stream<String> files() throws IOException {
        try (Stream<Path> listing = Files.list(FOLDER)) {
            return listing.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyDoorDecidesAsDocumented(String file) throws IOException {
        AccessTable table = AccessTable.read(FOLDER.resolve(file));
        assertThat(table.allow().size() + table.deny().size()).isPositive();
        AccessWorld world = new AccessWorld(table);
        SoftAssertions rows = new SoftAssertions();
        table.allow().forEach((text, reason) -> check(rows, world, text, reason, true));
        table.deny().forEach((text, reason) -> check(rows, world, text, reason, false));
        checkTogether(rows, world, table);
        rows.assertAll();
    }

    private static void check(SoftAssertions rows, AccessWorld world, String text, String reason, boolean allowed) {
        AccessQuestion question = AccessQuestion.parse(text);
        rows.assertThat(explained(world, question)).as(text).isEqualTo((allowed ? "allow: " : "deny: ") + reason);
        for (boolean itself : new boolean[] {true, false}) {
            rows.assertThat(filter(world, question, itself))
                    .as("%s, filtered, by itself: %s", text, itself)
                    .isEqualTo(allowed && question.measurement() != null);
            rows.assertThat(predicate(world, question, itself))
                    .as("%s, as a predicate, by itself: %s", text, itself)
                    .isEqualTo(allowed);
            if (question.isPoint()) {
                rows.assertThat(check(world, question, itself))
                        .as("%s, as line protocol, by itself: %s", text, itself)
                        .isEqualTo(allowed ? "allow: " : "deny: " + reason);
            }
        }
    }

    /** In one request, and each at its place. */
    private static void checkTogether(SoftAssertions rows, AccessWorld world, AccessTable table) {
        List<String> texts = new ArrayList<>(table.allow().keySet());
        texts.addAll(table.deny().keySet());
        List<Map<String, ?>> evaluations = texts.stream()
                .<Map<String, ?>>map(text -> evaluation(world, AccessQuestion.parse(text), false))
                .toList();
        Response answer = Instance.as(world.asker())
                .body(Map.of("evaluations", evaluations))
                .post("/access/v1/evaluations");
        answer.then().statusCode(200);
        List<Boolean> decisions = answer.jsonPath().getList("evaluations.decision");
        for (int i = 0; i < texts.size(); i++) {
            rows.assertThat(decisions.get(i))
                    .as("%s, in a batch", texts.get(i))
                    .isEqualTo(table.allow().containsKey(texts.get(i)));
        }
    }

    private static Map<String, ?> evaluation(AccessWorld world, AccessQuestion question, boolean explain) {
        return Map.of(
                "subject", world.subject(question),
                "action", Map.of("name", question.action()),
                "resource", question.resource(),
                "context", Map.of("explain", explain));
    }

    private static String explained(AccessWorld world, AccessQuestion question) {
        Response answer = Instance.as(world.asker())
                .body(evaluation(world, question, true))
                .post("/access/v1/evaluation");
        answer.then().statusCode(200);
        String rule = answer.path("context.rule");
        return (answer.<Boolean>path("decision") ? "allow: " : "deny: ")
                + answer.path("context.reason")
                + (rule == null ? "" : " " + world.rule(rule));
    }

    private static String check(AccessWorld world, AccessQuestion question, boolean itself) {
        var request = itself ? world.as(question) : Instance.as(world.asker());
        if (!itself) {
            request.queryParams(world.addressed(question));
        }
        Response answer = request.queryParam("bucket", question.bucket())
                .queryParam("action", question.action())
                .contentType("text/plain")
                .body(question.line())
                .post("/v1/series/check");
        answer.then().statusCode(200);
        if (answer.<Boolean>path("decision")) {
            return "allow: ";
        }
        String rule = answer.path("denied[0].rule");
        return "deny: " + answer.path("denied[0].reason") + (rule == null ? "" : " " + world.rule(rule));
    }

    private static boolean filter(AccessWorld world, AccessQuestion question, boolean itself) {
        if (question.measurement() == null) {
            return false;
        }
        Map<String, Object> series = new LinkedHashMap<>();
        series.put("measurement", question.measurement());
        if (question.tags() != null) {
            series.put("tags", question.tags());
        }
        Map<String, Object> body = new LinkedHashMap<>(Map.of("series", List.of(series)));
        Response answer = ask(world, question, itself, body, "/v1/series/filter");
        return !answer.jsonPath().getList("series").isEmpty();
    }

    private static boolean predicate(AccessWorld world, AccessQuestion question, boolean itself) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (question.measurement() != null) {
            body.put("measurement", question.measurement());
        }
        Response answer = ask(world, question, itself, body, "/v1/series/predicate");
        return switch (answer.<String>path("mode")) {
            case "all" -> true;
            case "none" -> false;
            default -> question.isPoint() && Conditions.hold(answer.path("condition"), question);
        };
    }

    private static Response ask(
            AccessWorld world, AccessQuestion question, boolean itself, Map<String, Object> body, String path) {
        if (!itself) {
            world.subject(question).forEach((key, value) -> body.put("subject_" + key, value));
        }
        var request = itself ? world.as(question) : Instance.as(world.asker());
        Response answer = request.queryParam("bucket", question.bucket())
                .queryParam("action", question.action())
                .body(body)
                .post(path);
        answer.then().statusCode(200);
        return answer;
    }
}
