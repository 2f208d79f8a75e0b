package io.gatehouse.api.authzen;

import static io.gatehouse.api.Instance.as;

import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests to the AuthZEN door, as tests make them. */
final class Questions {
    static final String EVALUATION = "/access/v1/evaluation";
    static final String EVALUATIONS = "/access/v1/evaluations";

    private Questions() {}

    static ValidatableResponse post(String asker, String path, Map<String, ?> body) {
        return as(asker).body(body).post(path).then();
    }

    static Map<String, Object> token(String secret, String action, String bucket) {
        return question(Map.of("type", "token", "id", secret), action, Map.of("type", "bucket", "id", bucket));
    }

    static Map<String, Object> question(Map<String, ?> subject, String action, Map<String, ?> resource) {
        return Map.of("subject", subject, "action", Map.of("name", action), "resource", resource);
    }

    static Map<String, Object> with(Map<String, Object> question, String field, @Nullable Object value) {
        Map<String, Object> changed = new HashMap<>(question);
        changed.put(field, value);
        return changed;
    }
}
