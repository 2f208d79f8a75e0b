package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With quick polls and little patience; time passes where a test lets it. */
@QuarkusTest
@TestProfile(StalenessTest.Profile.class)
class StalenessTest {
    private static final Duration MAX_STALENESS = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    FollowedOrganizations organizations;

    @Inject
    SnapshotConfig config;

    @Inject
    MeterRegistry registry;

    @Inject
    MovableTicker ticker;

    @Inject
    MovableClock clock;

    @Inject
    @Readiness
    PolicyHealth health;

    /** Longer until nothing is decided any more than any machine takes for a test. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "gatehouse.snapshot.poll-interval", "PT0.3S",
                    "gatehouse.snapshot.max-staleness", MAX_STALENESS.toString(),
                    "gatehouse.snapshot.patience", "PT0.5S");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ProxiedDatabase.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @AfterEach
    void openNetwork() {
        clock.set(Duration.ZERO);
        ProxiedDatabase.open();
        Awaitility.await().atMost(SOON).until(() -> organizations.age() < MAX_STALENESS.toNanos());
        News.await(registry);
    }

    @Test
    void changeWhoseNewsWereLostIsFoundByThePoll() throws SQLException {
        Asked token = Asked.issued();
        token.awaitStatus(200, SOON);

        OtherInstance.setStatusSilently(token.organization(), token.id(), "inactive");

        token.awaitStatus(401, SOON);
    }

    @Test
    void decisionsStopWhenTheDatabaseStaysAwayAndGoOnWhenItIsBack() {
        decisionsStopAndGoOn(ProxiedDatabase::cut);
    }

    @Test
    void decisionsStopWhenTheNetworkSwallowsEverythingAndGoOnWhenItIsBack() {
        decisionsStopAndGoOn(ProxiedDatabase::freeze);
    }

    @Test
    void clockThatGoesBackProlongsNothing() throws SQLException {
        Asked token = Asked.issued();
        Asked other = Asked.issued();
        token.awaitStatus(200, SOON);
        other.awaitStatus(200, SOON);

        clock.set(Duration.ofDays(-1));
        assertThat(token.status()).isEqualTo(200);
        OtherInstance.setStatus(token.organization(), token.id(), "inactive");
        token.awaitStatus(401, SOON);

        ProxiedDatabase.cut();
        ticker.pass(MAX_STALENESS);
        assertThat(other.status()).isEqualTo(503);
        clock.set(Duration.ofDays(-2));
        assertThat(other.status()).isEqualTo(503);
    }

    @Test
    void nothingIsDecidedAfterASuspensionBeforeTheDatabaseHasBeenAsked() {
        Asked token = Asked.issued();
        token.awaitStatus(200, SOON);
        awaitReady(true);

        ProxiedDatabase.cut();
        assertThat(token.status()).isEqualTo(200);
        clock.set(MAX_STALENESS.plusSeconds(1));
        token.awaitStatus(503, SOON);
        awaitReady(false);

        ProxiedDatabase.open();
        token.awaitStatus(200, SOON);
        awaitReady(true);
    }

    @Test
    void ageGrowsForAsLongAsAnOutageLastsAlsoWhereNothingIsHeldAnyMore() {
        Asked token = Asked.issued();
        token.awaitStatus(200, SOON);

        ProxiedDatabase.cut();
        Awaitility.await().atMost(SOON).until(() -> {
            ticker.pass(config.unusedAfter());
            return gauge("gatehouse.snapshots") == 0;
        });
        assertThat(gauge("gatehouse.snapshot.age"))
                .isGreaterThanOrEqualTo((double) config.unusedAfter().toSeconds());
        assertThat(gauge("gatehouse.ready")).isZero();

        ProxiedDatabase.open();
        Awaitility.await().atMost(SOON).until(() -> gauge("gatehouse.ready") == 1);
        assertThat(gauge("gatehouse.snapshot.age")).isLessThan((double) MAX_STALENESS.toSeconds());
    }

    private void decisionsStopAndGoOn(Runnable outage) {
        Asked token = Asked.issued();
        token.awaitStatus(200, SOON);

        awaitReady(true);

        outage.run();
        assertThat(token.status()).isEqualTo(200);
        ticker.pass(MAX_STALENESS.dividedBy(2));
        assertThat(token.status()).isEqualTo(200);
        assertThat(isReady()).as("ready for as long as it decides").isTrue();
        ticker.pass(MAX_STALENESS.dividedBy(2));
        assertThat(token.status()).isEqualTo(503);
        awaitReady(false);

        ProxiedDatabase.open();
        token.awaitStatus(200, SOON);
        awaitReady(true);
    }

    private void awaitReady(boolean expected) {
        Awaitility.await().atMost(SOON).until(() -> isReady() == expected);
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private boolean isReady() {
        return health.call().getStatus() == HealthCheckResponse.Status.UP;
    }
}
