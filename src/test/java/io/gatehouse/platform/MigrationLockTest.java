package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MigrationLockTest {

    /** The one that migrates at the start, also that of {@code migrate}. */
    @Inject
    Flyway flyway;

    @Test
    void migrationWaitsForAnotherHoweverLongThatTakes() {
        assertThat(flyway.getConfiguration().getLockRetryCount()).isEqualTo(-1);
    }
}
