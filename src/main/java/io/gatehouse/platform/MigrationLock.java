package io.gatehouse.platform;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * How a migration waits for another one: until that has ended. By itself Flyway gives up after 50 seconds, and a
 * migration that writes every rule once more may take longer.
 */
@Singleton
class MigrationLock implements FlywayConfigurationCustomizer {
    private static final int FOR_EVER = -1;

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.lockRetryCount(FOR_EVER);
    }
}
