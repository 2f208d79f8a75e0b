package io.gatehouse.api;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.Socket;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AdminTurnsTest {
    @Test
    void manyRequestsOfOneOrganizationWaitOrAreRefused() {
        String list = "/api/v2/authorizations?orgID=";
        String organization = Instance.organization("many");
        String other = Instance.organization("other");
        String secret = Instance.token(organization, all("read", "authorizations", organization))
                .path("token");
        String otherSecret =
                Instance.token(other, all("read", "authorizations", other)).path("token");
        var parallel = ManyRequests.inParallel(300).as(secret);

        List<Integer> statuses = parallel.repeat("GET", list + organization, null);
        for (int again = 0; again < 5 && Collections.frequency(statuses, 200) <= 64; again++) {
            statuses =
                    parallel.repeat("GET", list + organization, null); // a busy machine may need longer than they wait
        }

        assertThat(statuses)
                .isSubsetOf(200, 429)
                .contains(429)
                .filteredOn(status -> status == 200)
                .hasSizeGreaterThan(64);
        for (int i = 0; i < statuses.size(); i++) {
            if (statuses.get(i) == 429) {
                assertThat(parallel.bodies().get(i))
                        .isEqualTo("{\"code\":\"too many requests\","
                                + "\"message\":\"too many requests of the organization are waiting\"}");
            }
        }
        assertThat(parallel.repeat("HEAD", list + organization, null))
                .isSubsetOf(200, 429)
                .contains(429);
        as(secret).get(list + organization).then().statusCode(200);
        as(otherSecret).get(list + other).then().statusCode(200);
    }

    @Test
    void clientThatHasGoneWhileItsPasswordWasCheckedKeepsNobodyWaiting() throws Exception {
        String path = "/user?orgID=" + Instance.organization("gone");
        as(Instance.operator())
                .body("{\"action\": \"create\", \"user\": {\"name\": \"u\", \"password\": \"long enough\"}}")
                .post(path)
                .then()
                .statusCode(200);
        String basic = "Basic " + Base64.getEncoder().encodeToString("u:long enough".getBytes(UTF_8));

        for (int i = 0; i < 3; i++) {
            try (var socket = new Socket("localhost", RestAssured.port)) {
                String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + basic + "\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(UTF_8));
            }
        }

        assertThat(RawRequest.of("GET", path).as(basic).send().status()).isEqualTo(403);
    }
}
