package io.gatehouse.platform;

import io.gatehouse.RunningGatehouse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Gives every Quarkus start of the tests an empty database of its own, a token pepper, and free ports. */
@QuarkusTestResource(TestDatabase.class)
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {

    /** 32 bytes that are no secret. */
    private static final String PEPPERS = "test:dGVzdHMgb25seSwgbmV2ZXIgaW4gcHJvZHVjdGlvbi4";

    /** The configuration for an empty database of its own. */
    public static Map<String, String> create() {
        Map<String, String> configuration = new HashMap<>(TestServer.running().newDatabase());
        configuration.put("gatehouse.token.peppers", PEPPERS);
        return configuration;
    }

    /**
     * Ports on which nobody listens. The one for management has both its names: a test within the program reads the one, a
     * packaged program the other.
     */
    public static Map<String, String> freePorts() {
        String management = RunningGatehouse.freePort();
        return Map.of(
                "quarkus.http.test-port",
                "0",
                "gatehouse.meta.port",
                "0",
                "quarkus.management.port",
                management,
                "quarkus.management.test-port",
                management);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = create();
        configuration.putAll(freePorts());
        return configuration;
    }

    /** The database goes with its server: the JVM's end stops it, the next run's start clears it. */
    @Override
    public void stop() {}
}
