package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.Ids;
import io.gatehouse.platform.OwnedTables;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An instance that has never reached its database, as whoever watches its metrics sees it. */
@QuarkusTest
@TestProfile(OutageAtStartTest.Profile.class)
class OutageAtStartTest {
    private static final Duration OUTAGE = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    MeterRegistry registry;

    @Inject
    MovableTicker ticker;

    /** The database goes away before the instance asks it first. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gatehouse.snapshot.poll-interval", "PT0.3S");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ProxiedDatabase.class, Map.of(ProxiedDatabase.AWAY, "")));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @Test
    void ageGrowsFromTheStartOnUntilTheDatabaseIsThereAndThenOldChangesGo() throws SQLException {
        long old = Ids.random();
        OwnedTables tables = OwnedTables.ofThisProgram();
        tables.execute("insert into policy_changes values (" + old + ", 1, 'token', 1, now() - interval '2 hours')");
        ticker.pass(OUTAGE);
        assertThat(gauge("gatehouse.snapshot.age")).isGreaterThanOrEqualTo((double) OUTAGE.toSeconds());
        assertThat(gauge("gatehouse.ready")).isZero();

        ProxiedDatabase.open();
        Awaitility.await().atMost(SOON).until(() -> gauge("gatehouse.ready") == 1);
        assertThat(gauge("gatehouse.snapshot.age")).isLessThan((double) OUTAGE.toSeconds());
        Awaitility.await()
                .atMost(SOON)
                .until(() -> tables.list("select 1 from policy_changes where org_id = " + old)
                        .isEmpty());
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
