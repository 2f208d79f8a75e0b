package io.gatehouse.snapshot;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;

import io.gatehouse.api.Instance;
import io.restassured.response.Response;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A token that may read the buckets of its organization, and what {@code /authorize} says of it. */
record Asked(String organization, String id, String secret) {
    static Asked issued() {
        return issued(Instance.organization("snapshot"));
    }

    static Asked issued(String organization) {
        Response token = Instance.token(organization, all("read", "buckets", organization));
        return new Asked(organization, token.path("id"), token.path("token"));
    }

    int status() {
        return as(secret).get("/authorize?permission=read:buckets").statusCode();
    }

    void awaitStatus(int status, Duration atMost) {
        Awaitility.await()
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(20))
                .until(this::status, answered -> answered == status);
    }
}
