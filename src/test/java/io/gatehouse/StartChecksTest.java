package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stops a start anywhere, each with a line of its own. */
class StartChecksTest {
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "gatehouse.database.url", "postgresql://db:5432/gatehouse",
            "gatehouse.database.user", "app",
            "gatehouse.database.password", "secret-of-app",
            "gatehouse.token.peppers", "dev:dGVzdHMgb25seSwgbmV2ZXIgaW4gcHJvZHVjdGlvbi4"));

    @Test
    void completeConfigurationStarts() {
        assertThat(StartChecks.ofServer(config())).isEmpty();
        assertThat(StartChecks.ofData(config())).isEmpty();
        assertThat(StartChecks.ofMigration(config())).isEmpty();
    }

    @Test
    void pepperMustBeSetWhereSecretsAreHashed() {
        settings.remove("gatehouse.token.peppers");

        assertThat(StartChecks.ofServer(config())).containsExactly(StartChecks.NO_PEPPERS);
        assertThat(StartChecks.ofData(config())).containsExactly(StartChecks.NO_PEPPERS);
        assertThat(StartChecks.ofMigration(config())).isEmpty();
    }

    @Test
    void embeddedDatabaseBringsItsPepper() {
        settings.clear();

        assertThat(StartChecks.ofServer(config())).isEmpty();
    }

    @Test
    void inProductionThereIsMore() {
        settings.put("gatehouse.production", "true");

        assertThat(StartChecks.ofServer(config()))
                .isEqualTo(ProductionChecks.ofServer(config()))
                .hasSize(4);
        assertThat(StartChecks.ofData(config()))
                .isEqualTo(ProductionChecks.ofData(config()))
                .hasSize(2);
        assertThat(StartChecks.ofMigration(config()))
                .isEqualTo(ProductionChecks.ofMigration(config()))
                .hasSize(1);
    }

    private SmallRyeConfig config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build();
    }
}
