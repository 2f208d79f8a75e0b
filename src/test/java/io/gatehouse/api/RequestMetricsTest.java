package io.gatehouse.api;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Under which path requests are counted: wherever they are answered, and whatever is answered. */
@QuarkusTest
class RequestMetricsTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String AUTHORIZE = "/authorize";
    private static final String EVALUATION = "/access/v1/evaluation";
    private static final String UNMATCHED = "/unmatched";

    @Inject
    MeterRegistry registry;

    private String secret;

    @BeforeEach
    void setUp() {
        String organization = Instance.organization("metered");
        secret = Instance.token(organization, all("read", "buckets", organization))
                .path("token");
    }

    @Test
    void warmQuestionsAreCountedUnderTheirOwnPath() {
        for (int i = 0; i < 5; i++) {
            assertCounted(AUTHORIZE, 200, () -> as(secret).get(AUTHORIZE + "?permission=read:buckets"));
            assertCounted(EVALUATION, 200, () -> evaluation(as(secret)).post(EVALUATION));
        }
    }

    @Test
    void refusalsAreCountedUnderTheirOwnPath() {
        assertCounted(AUTHORIZE, 403, () -> as(secret).get(AUTHORIZE + "?permission=write:buckets"));
        assertCounted(AUTHORIZE, 401, () -> given().get(AUTHORIZE + "?permission=read:buckets"));
        for (String path : new String[] {EVALUATION, EVALUATION + "s"}) {
            assertCounted(path, 400, () -> as(secret).body("{").post(path));
            assertCounted(path, 401, () -> evaluation(given()).post(path));
            assertCounted(path, 401, () -> evaluation(as("gth_invented")).post(path));
        }
    }

    @Test
    void pathsThatNoDoorHasAreCountedTogether() {
        for (String path : new String[] {AUTHORIZE + "d", EVALUATION + "/" + secret, "/nowhere/" + secret}) {
            assertCounted(UNMATCHED, 404, () -> as(secret).get(path));
            assertThat(registry.find("http.server.requests").tag("uri", path).timer())
                    .isNull();
        }
    }

    private RequestSpecification evaluation(RequestSpecification caller) {
        return caller.contentType("application/json")
                .body(
                        "{\"subject\": {\"type\": \"token\", \"id\": \"" + secret
                                + "\"}, \"action\": {\"name\": \"read\"}, \"resource\": {\"type\": \"bucket\", \"id\": \"b\"}}");
    }

    private void assertCounted(String path, int status, Supplier<Response> request) {
        long before = count(path, status);
        request.get().then().statusCode(status);
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(count(path, status))
                        .as(path + " with " + status)
                        .isGreaterThan(before));
    }

    private long count(String path, int status) {
        return registry
                .find("http.server.requests")
                .tag("uri", path)
                .tag("status", Integer.toString(status))
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }
}
