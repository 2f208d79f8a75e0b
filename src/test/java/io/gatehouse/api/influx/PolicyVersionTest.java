package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every write tells which version of its organization's policy it made. */
@QuarkusTest
class PolicyVersionTest {
    private String organization = "";
    private long version;

    @Test
    void everyWriteInAnOrganizationMakesTheNextVersion() {
        Response created = send("POST", "/api/v2/orgs", Map.of("name", JavaClient.unique("versions")));
        organization = created.path("id");
        version = Long.parseLong(created.header("X-Policy-Version"));
        String user = Instance.user("member");

        String bucket = next("POST", "/api/v2/buckets", Map.of("orgID", organization, "name", "metrics"))
                .path("id");
        next("PATCH", "/api/v2/buckets/" + bucket, Map.of("description", "new"));
        next("POST", "/api/v2/buckets/" + bucket + "/members", Map.of("id", user));
        next("DELETE", "/api/v2/buckets/" + bucket + "/members/" + user, Map.of());
        next("DELETE", "/api/v2/buckets/" + bucket, Map.of());
        next("POST", "/api/v2/orgs/" + organization + "/owners", Map.of("id", user));
        String token = next(
                        "POST",
                        "/api/v2/authorizations",
                        Map.of("orgID", organization, "userID", user, "perms", "read:buckets"))
                .path("id");
        next("PATCH", "/api/v2/authorizations/" + token, Map.of("status", "inactive"));
        next("POST", "/api/v2/authorizations/" + token + "/rotate", Map.of("grace", "1h"));
        next("PATCH", "/api/v2/users/" + user, Map.of("status", "inactive"));
        next("DELETE", "/api/v2/authorizations/" + token, Map.of());
        next("DELETE", "/api/v2/users/" + user, Map.of());
        next("PATCH", "/api/v2/orgs/" + organization, Map.of("status", "inactive"));
        next("DELETE", "/api/v2/orgs/" + organization, Map.of());
    }

    @Test
    void usersOfTheInstanceHaveTheVersionsOfTheInstance() {
        Response one = send("POST", "/api/v2/users", Map.of("name", JavaClient.unique("one")));
        Response other = send("PATCH", "/api/v2/users/" + one.path("id"), Map.of("name", JavaClient.unique("other")));
        Response password =
                send("POST", "/api/v2/users/" + one.path("id") + "/password", Map.of("password", "new-password"));

        assertThat(version(other)).isGreaterThan(version(one));
        assertThat(version(password)).isGreaterThan(version(other));
    }

    @Test
    void writeIntoSeveralOrganizationsHasNone() {
        String user = Instance.user("everywhere");
        for (String name : List.of("one", "other")) {
            Response created = send("POST", "/api/v2/orgs", Map.of("name", JavaClient.unique(name)));
            send("POST", "/api/v2/orgs/" + created.path("id") + "/members", Map.of("id", user));
        }

        Response deactivated = send("PATCH", "/api/v2/users/" + user, Map.of("status", "inactive"));

        assertThat(deactivated.statusCode()).isEqualTo(200);
        assertThat(deactivated.header("X-Policy-Version")).isNull();
    }

    @Test
    void readsAndRefusedWritesHaveNone() {
        assertThat(as(Instance.operator()).get("/api/v2/orgs").header("X-Policy-Version"))
                .isNull();
        assertThat(send("POST", "/api/v2/orgs", Map.of("name", "")).header("X-Policy-Version"))
                .isNull();
        assertThat(send("POST", "/api/v2/orgs", Map.of("name", "home")).header("X-Policy-Version"))
                .isNull();
    }

    /** Sends a write, which must make the next version. */
    private Response next(String method, String path, Map<String, ?> body) {
        Response answer = send(method, path, body);
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.asString())
                .isBetween(200, 204);
        assertThat(version(answer)).as("%s %s", method, path).isEqualTo(++version);
        return answer;
    }

    private static long version(Response answer) {
        return Long.parseLong(answer.header("X-Policy-Version"));
    }

    private static Response send(String method, String path, Map<String, ?> body) {
        return as(Instance.operator()).body(body).request(method, path);
    }
}
