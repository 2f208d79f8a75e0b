package io.gatehouse;

import io.gatehouse.platform.TestDatabase;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The configuration of an instance in production, on an empty database of its own. */
final class Production {
    private Production() {}

    static Map<String, String> configuration() {
        byte[] pepper = new byte[32];
        new SecureRandom().nextBytes(pepper);
        Map<String, String> configuration = new HashMap<>(TestDatabase.create());
        configuration.put("gatehouse.production", "true");
        configuration.put("gatehouse.tls-terminated-by-proxy", "true");
        configuration.put(
                "gatehouse.token.peppers",
                "k1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(pepper));
        configuration.put("quarkus.shutdown.delay", "0S");
        return configuration;
    }

    /** Sets the instance up by the command; returns the operator token. */
    static String setUp(Map<String, String> configuration) {
        var done = RunningGatehouse.run(
                configuration, "long enough\n", "setup", "--org", "home", "--bucket", "b", "--user", "root");
        if (done.code() != 0) {
            throw new AssertionError("setup failed: " + done);
        }
        return done.output().strip();
    }
}
