package io.gatehouse.api;

import static io.gatehouse.api.Instance.as;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GuessedPasswordsTest {
    private static final int GUESSES = 200;

    @Test
    void whoKnowsAPasswordSignsInWhileOthersGuess() {
        String password = "correct horse";
        String id = Instance.user("guessed");
        String user = as(Instance.operator()).get("/api/v2/users/" + id).path("name");
        as(Instance.operator())
                .body(Map.of("password", password))
                .post("/api/v2/users/" + id + "/password")
                .then()
                .statusCode(204);
        List<ManyRequests.One> requests = new ArrayList<>();
        for (int i = 0; i < GUESSES; i++) {
            requests.add(signIn(user, "guess " + i));
        }
        requests.add(signIn(user, password));

        List<Integer> statuses =
                new ArrayList<>(ManyRequests.inParallel(requests.size()).send(requests));

        assertThat(statuses.remove(GUESSES)).isEqualTo(204);
        assertThat(statuses).isSubsetOf(401, 429).contains(401, 429);
    }

    private static ManyRequests.One signIn(String user, String password) {
        String credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        return new ManyRequests.One("POST", "/api/v2/signin", null).as("Basic " + credentials);
    }
}
