package io.gatehouse.snapshot;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** What the database tells of changes. */
final class News {
    private static final Duration SOON = Duration.ofSeconds(10);

    private News() {}

    /** Waits until they come, again after an outage: when that happens, all that is held is doubted for a moment. */
    static void await(MeterRegistry registry) {
        Asked token = Asked.issued();
        token.awaitStatus(200, SOON);
        double before = heard(registry);
        Awaitility.await().atMost(SOON).until(() -> {
            change(token);
            return heard(registry) > before;
        });
    }

    private static void change(Asked token) throws SQLException {
        for (String status : List.of("inactive", "active")) {
            OtherInstance.setStatus(token.organization(), token.id(), status);
        }
    }

    private static double heard(MeterRegistry registry) {
        return registry.get("gatehouse.policy.reloads")
                .tag("cause", "notify")
                .functionCounter()
                .count();
    }
}
