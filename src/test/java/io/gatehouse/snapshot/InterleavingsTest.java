package io.gatehouse.snapshot;

import static io.gatehouse.api.Instance.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Clients of one organization, each of which changes and deletes a token of its own, here or on another instance, and asks
 * for decisions on it at two doors: none contradicts a version of the policy that the client has already seen.
 */
@QuarkusTest
class InterleavingsTest {
    private static final int CLIENTS = 8;
    private static final int STEPS = 1250;
    private static final int MOST_REPEATS = 20;

    /** Of so many steps one replaces the token. */
    private static final int STEPS_OF_A_TOKEN = 16;

    private static final long SEED = 20_261_124;

    @Test
    void noDecisionContradictsAVersionThatItsClientHasSeen() throws Exception {
        String organization = Instance.organization("interleaved");
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Client client = new Client(organization, new SplittableRandom(SEED + i));
                clients.add(threads.submit(() -> {
                    client.run();
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** One client, which knows all that became of its token, since nobody else changes it. */
    private static final class Client {
        private final String organization;
        private final SplittableRandom random;
        private final String operator = Instance.operator();
        private final URI base = URI.create("http://localhost:" + RestAssured.port);
        private final HttpClient http = HttpClient.newHttpClient();

        /** Whether the token was active, by the version that made it so. */
        private final TreeMap<Long, Boolean> history = new TreeMap<>();

        private final List<String> steps = new ArrayList<>();
        private String id;
        private String secret;
        private boolean active = true;
        private long seen;
        private long seenHere;

        Client(String organization, SplittableRandom random) {
            this.organization = organization;
            this.random = random;
            issue();
        }

        void run() throws SQLException, IOException, InterruptedException {
            try (Connection elsewhere = OtherInstance.application()) {
                for (int step = 0; step < STEPS; step++) {
                    if (random.nextInt(STEPS_OF_A_TOKEN) == 0) {
                        replace(elsewhere);
                    }
                    switch (random.nextInt(4)) {
                        case 0 -> changeElsewhere(elsewhere);
                        case 1 -> changeHere();
                        case 2 -> ask();
                        default -> askForWhatWasSeen();
                    }
                }
            }
        }

        private void changeElsewhere(Connection elsewhere) throws SQLException {
            active = !active;
            long version = OtherInstance.setStatus(elsewhere, organization, id, active ? "active" : "inactive");
            steps.add("elsewhere " + active + " " + version);
            history.put(version, active);
            seen = version;
        }

        private void changeHere() throws IOException, InterruptedException {
            active = !active;
            HttpResponse<String> answer = send(
                    HttpRequest.newBuilder(base.resolve("/api/v2/authorizations/" + id))
                            .method(
                                    "PATCH",
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"status\": \"" + (active ? "active" : "inactive") + "\"}"))
                            .header("Content-Type", "application/json"),
                    operator);
            assertThat(answer.statusCode()).isEqualTo(200);
            steps.add("here " + active + " " + version(answer));
            note(version(answer), active);
        }

        private void replace(Connection elsewhere) throws SQLException, IOException, InterruptedException {
            active = false;
            if (random.nextBoolean()) {
                note(OtherInstance.delete(elsewhere, organization, id), false);
            } else {
                HttpResponse<String> answer = send(
                        HttpRequest.newBuilder(base.resolve("/api/v2/authorizations/" + id))
                                .DELETE(),
                        operator);
                assertThat(answer.statusCode()).isEqualTo(204);
                note(version(answer), false);
            }
            steps.add("deleted " + seen);
            askForWhatWasSeen();
            issue();
        }

        private void issue() {
            Response token = Instance.token(organization, all("read", "buckets", organization));
            id = token.path("id");
            secret = token.path("token");
            active = true;
            history.clear();
            note(Long.parseLong(token.header("X-Policy-Version")), true);
            steps.add("issued " + seen);
        }

        private void ask() throws IOException, InterruptedException {
            HttpResponse<String> answer = ask(Map.of());
            steps.add("asked " + answer.statusCode());
            if (answer.statusCode() == 200) {
                long version = version(answer);
                assertThat(version).as("%s", steps).isGreaterThanOrEqualTo(seenHere);
                assertThat(history.tailMap(history.floorKey(version)).values())
                        .as(
                                "active at that version or, since a token may be newer than the rest, at a later one: %s",
                                steps)
                        .contains(true);
                seenHere = version;
                seen = Math.max(seen, version);
                return;
            }
            assertThat(answer.statusCode()).as("%s", steps).isEqualTo(401);
            assertThat(history.tailMap(history.floorKey(seenHere)).values())
                    .as("%s", steps)
                    .contains(false);
        }

        private void askForWhatWasSeen() throws IOException, InterruptedException {
            HttpResponse<String> answer = ask(Map.of("X-Min-Policy-Version", Long.toString(seen)));
            steps.add("asked for " + seen + " " + answer.statusCode());
            assertThat(answer.statusCode()).as("%s", steps).isEqualTo(active ? 200 : 401);
            if (active) {
                assertThat(version(answer)).as("%s", steps).isGreaterThanOrEqualTo(seen);
                seen = version(answer);
                seenHere = seen;
            }
        }

        /** As clients do, it asks again while nothing is decided: what changes faster than it can be read is 503. */
        private HttpResponse<String> ask(Map<String, String> headers) throws IOException, InterruptedException {
            HttpResponse<String> answer = askOnce(headers);
            for (int again = 0; answer.statusCode() == 503 && again < MOST_REPEATS; again++) {
                answer = askOnce(headers);
            }
            return answer;
        }

        private HttpResponse<String> askOnce(Map<String, String> headers) throws IOException, InterruptedException {
            HttpRequest.Builder request = random.nextBoolean()
                    ? HttpRequest.newBuilder(base.resolve("/authorize?permission=read:buckets"))
                    : HttpRequest.newBuilder(base.resolve("/v1/series/check?bucket=db&action=read"))
                            .POST(HttpRequest.BodyPublishers.ofString("m v=1"));
            headers.forEach(request::header);
            HttpResponse<String> answer = send(request, secret);
            assertThat(answer.body()).as("%s", steps).doesNotContain("\"decision\":false");
            return answer;
        }

        private HttpResponse<String> send(HttpRequest.Builder request, String token)
                throws IOException, InterruptedException {
            return http.send(
                    request.header("Authorization", "Token " + token).build(), HttpResponse.BodyHandlers.ofString());
        }

        private void note(long version, boolean isActive) {
            history.put(version, isActive);
            seen = version;
            seenHere = version;
        }

        private static long version(HttpResponse<String> answer) {
            return Long.parseLong(
                    answer.headers().firstValue("X-Policy-Version").orElseThrow());
        }
    }
}
