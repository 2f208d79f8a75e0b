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
 * Clients of one organization, each of which changes a token of its own, here or on another instance, and asks for
 * decisions on it: none contradicts a version of the policy that the client has already seen.
 */
@QuarkusTest
class InterleavingsTest {
    private static final int CLIENTS = 8;
    private static final int STEPS = 1250;
    private static final int MOST_REPEATS = 20;
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
        private final String id;
        private final String secret;
        private final SplittableRandom random;
        private final URI base = URI.create("http://localhost:" + RestAssured.port);
        private final HttpClient http = HttpClient.newHttpClient();

        /** Whether the token was active, by the version that made it so. */
        private final TreeMap<Long, Boolean> history = new TreeMap<>();

        private final List<String> steps = new ArrayList<>();
        private boolean active = true;
        private long seen;
        private long seenHere;

        Client(String organization, SplittableRandom random) {
            Response token = Instance.token(organization, all("read", "buckets", organization));
            this.organization = organization;
            this.id = token.path("id");
            this.secret = token.path("token");
            this.random = random;
            note(Long.parseLong(token.header("X-Policy-Version")), true);
        }

        void run() throws SQLException, IOException, InterruptedException {
            try (Connection elsewhere = OtherInstance.application()) {
                for (int step = 0; step < STEPS; step++) {
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
                    Instance.operator());
            assertThat(answer.statusCode()).isEqualTo(200);
            steps.add("here " + active + " " + version(answer));
            note(version(answer), active);
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
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/authorize?permission=read:buckets"));
            headers.forEach(request::header);
            return send(request, secret);
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
