package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.platform.TestDatabase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The packaged program behind a proxy that says for whom it asks, as README tells how to set it. */
class BehindProxyIT {
    private static final String CLIENT = "203.0.113.7";

    @Test
    void trailNamesTheClientForWhomATrustedProxyAsks() {
        assertThat(addressesOfTheTrail("127.0.0.1")).containsExactly(CLIENT);
    }

    @Test
    void trailNamesWhoeverAsksAndIsNoTrustedProxy() {
        assertThat(addressesOfTheTrail("192.0.2.0/24")).containsExactly("127.0.0.1");
    }

    @Test
    void clientsOfAProxyThatEndsTlsAreToldEncryptedAddresses() {
        Map<String, String> configuration = new HashMap<>(TestDatabase.create());
        configuration.put("gatehouse.tls-terminated-by-proxy", "true");
        try (RunningGatehouse gatehouse = RunningGatehouse.with(configuration)) {
            Conversation proxied = Conversation.with(gatehouse);
            proxied.post(
                            "/api/v2/setup",
                            "{'username': 'root', 'password': 'long enough', 'org': 'home', 'bucket': 'first'}")
                    .expect(201);

            assertThat(proxied.get("/.well-known/authzen-configuration")
                            .expect(200)
                            .text("access_evaluation_endpoint"))
                    .isEqualTo("https://" + gatehouse.uri().getAuthority() + "/access/v1/evaluation");
            assertThat(proxied.withPassword("root", "long enough")
                            .send("POST", "/api/v2/signin", "")
                            .expect(204)
                            .headers())
                    .contains("; Secure");
        }
    }

    /** Where the changes came from that were made by setup, with a token and with a password. */
    private static Set<String> addressesOfTheTrail(String trusted) {
        Map<String, String> configuration = new HashMap<>(TestDatabase.create());
        configuration.put("quarkus.http.proxy.proxy-address-forwarding", "true");
        configuration.put("quarkus.http.proxy.trusted-proxies", trusted);
        try (RunningGatehouse gatehouse = RunningGatehouse.with(configuration)) {
            Conversation proxied = Conversation.with(gatehouse).withHeader("X-Forwarded-For", CLIENT);
            var set = proxied.post(
                            "/api/v2/setup",
                            "{'username': 'root', 'password': 'long enough', 'org': 'home', 'bucket': 'first'}")
                    .expect(201);
            Conversation operator = proxied.withToken(set.text("auth.token"));
            operator.post(
                            "/api/v2/buckets",
                            "{'orgID': '" + set.text("org.id") + "', 'name': 'second', 'retentionRules': []}")
                    .expect(201);
            proxied.withPassword("root", "long enough")
                    .send("PUT", "/api/v2/me/password", "{'password': 'longer than before'}")
                    .expect(204);
            Set<String> addresses = new HashSet<>();
            for (String trail : Set.of("orgID=" + set.text("org.id"), "instance=true")) {
                JsonNode events = operator.get("/v1/audit?limit=100&" + trail)
                        .expect(200)
                        .json()
                        .get("events");
                assertThat(events.findValuesAsText("kind")).contains(trail.startsWith("org") ? "bucket" : "user");
                events.forEach(event -> addresses.add(event.path("address").asText()));
            }
            return addresses;
        }
    }
}
