package io.gatehouse.api;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.snapshot.ProxiedDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every door says while no connection to the database works. */
@QuarkusTest
@TestProfile(DatabaseAwayTest.Profile.class)
class DatabaseAwayTest {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Until connections are given up on which nothing has come, and some more. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(90);

    /** So many that they use up the connections, of which there are sixteen. */
    private static final int ROUNDS = 4;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private String operator = "";
    private String organization = "";
    private String secret = "";

    /** Every connection goes over a network that can break. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ProxiedDatabase.class, Map.of(ProxiedDatabase.ALL, "true")));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @BeforeEach
    void warm() {
        operator = Instance.operator();
        organization = Instance.organization("away");
        secret = Instance.token(organization, all("read", "buckets", organization))
                .path("token");
        assertThat(authorized()).isEqualTo(200);
    }

    @AfterEach
    void openNetwork() {
        ProxiedDatabase.open();
        threads.shutdownNow();
        Awaitility.await().atMost(SOON).until(() -> listed() == 200);
    }

    @Test
    void whatNeedsTheDatabaseSaysWhenToTryAgain() {
        ProxiedDatabase.cut();

        for (Call call : calls()) {
            assertUnavailable(call, call.send());
        }
        assertThat(authorized()).isEqualTo(200);
        RawAnswer unknown = RawRequest.of("GET", "/authorize?permission=read:buckets")
                .as("Token unknown")
                .send();
        assertThat(unknown.status()).isIn(401, 503);
    }

    @Test
    void whatHangsOnTheDatabaseIsAnsweredInTheEnd() {
        ProxiedDatabase.freeze();

        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            calls.addAll(calls());
        }
        List<CompletableFuture<RawAnswer>> answers = calls.stream()
                .map(call -> CompletableFuture.supplyAsync(call::send, threads))
                .toList();
        assertThat(authorized()).isEqualTo(200);
        for (int i = 0; i < answers.size(); i++) {
            assertUnavailable(calls.get(i), answers.get(i).join());
        }

        ProxiedDatabase.leaveSilent();
        Awaitility.await().atMost(LONGEST_SILENCE).until(() -> listed() == 200);
    }

    @Test
    void whoWasNeverSeenIsToldToTryAgainInTheEnd() {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            calls.add(new Call(
                    unseen(),
                    "POST",
                    "/access/v1/evaluation",
                    "{\"subject\": {\"type\": \"token\", \"id\": \"" + secret + "\"}, \"action\": {\"name\": \"read\"},"
                            + " \"resource\": {\"type\": \"bucket\", \"id\": \"b\"}}",
                    JSON));
            calls.add(new Call(unseen(), "GET", "/authorize?permission=read:buckets", "", PROBLEM));
        }
        ProxiedDatabase.freeze();

        List<CompletableFuture<RawAnswer>> answers = calls.stream()
                .map(call -> CompletableFuture.supplyAsync(call::send, threads))
                .toList();
        for (int i = 0; i < answers.size(); i++) {
            assertUnavailable(calls.get(i), answers.get(i).join());
        }
    }

    private String unseen() {
        return Instance.token(organization, all("read", "buckets", organization))
                .path("token");
    }

    @Test
    void nothingOfARefusedWriteIsThereAfterwards() {
        ProxiedDatabase.cut();
        RawAnswer refused = new Call(operator, "POST", "/api/v2/orgs", "{\"name\": \"never\"}", JSON).send();
        ProxiedDatabase.open();
        Awaitility.await().atMost(SOON).until(() -> listed() == 200);

        assertThat(refused.status()).isEqualTo(503);
        as(Instance.operator()).get("/api/v2/orgs?org=never").then().statusCode(404);
    }

    private List<Call> calls() {
        String of = "?orgID=" + organization;
        return List.of(
                new Call(operator, "GET", "/api/v2/orgs", "", JSON),
                new Call(operator, "POST", "/api/v2/orgs", "{\"name\": \"o\"}", JSON),
                new Call(operator, "DELETE", "/api/v2/orgs/" + organization, "", JSON),
                new Call(operator, "GET", "/api/v2/buckets", "", JSON),
                new Call(operator, "GET", "/api/v2/authorizations", "", JSON),
                new Call(operator, "GET", "/user" + of, "", JSON),
                new Call(operator, "POST", "/role" + of, "{\"action\": \"create\", \"role\": {\"name\": \"r\"}}", JSON),
                new Call(operator, "GET", "/influxdb/v2/acl/restrictions" + of, "", JSON),
                new Call(operator, "GET", "/v1/audit" + of, "", PROBLEM));
    }

    private int authorized() {
        return as(secret).get("/authorize?permission=read:buckets").statusCode();
    }

    private int listed() {
        return as(operator).get("/api/v2/orgs").statusCode();
    }

    private static void assertUnavailable(Call call, RawAnswer answer) {
        assertThat(answer.status()).as(call + ": " + answer.body()).isEqualTo(503);
        assertThat(answer.headers()).as(call.toString()).containsEntry("retry-after", "1");
        assertThat(answer.headers().get("content-type")).as(call.toString()).startsWith(call.contentType());
        assertThat(answer.body()).as(call.toString()).contains("the database");
    }

    /** A request, and in what its door answers. */
    private record Call(String operator, String method, String path, String body, String contentType) {
        RawAnswer send() {
            RawRequest request = RawRequest.of(method, path).as("Token " + operator);
            return (body.isEmpty() ? request : request.json(body)).send();
        }
    }
}
