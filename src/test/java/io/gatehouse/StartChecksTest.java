package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.embedded.StartRefusedException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
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
    void pepperThatCannotBeReadIsRefusedOnEitherDatabase() {
        for (String ring : List.of("none", "k1:c2hvcnQ", "k1:not base64!", " ")) {
            settings.put("gatehouse.token.peppers", ring);
            assertThat(StartChecks.ofServer(config()))
                    .singleElement()
                    .asString()
                    .startsWith("gatehouse.token.peppers");
            assertThat(StartChecks.ofData(config())).singleElement().asString().startsWith("gatehouse.token.peppers");
            assertThat(StartChecks.ofMigration(config())).isEmpty();
        }

        settings.keySet().removeIf(key -> key.startsWith("gatehouse.database."));
        assertThat(StartChecks.ofServer(config())).hasSize(1);
    }

    @Test
    void pollsMustBeCloserTogetherThanThePolicyMayBeOld() {
        settings.put("gatehouse.snapshot.poll-interval", "30s");
        assertThat(StartChecks.ofServer(config()))
                .as("as long as the default")
                .singleElement()
                .asString()
                .startsWith("gatehouse.snapshot.poll-interval must be shorter than gatehouse.snapshot.max-staleness");

        settings.put("gatehouse.snapshot.max-staleness", "PT31S");
        assertThat(StartChecks.ofServer(config())).isEmpty();

        settings.remove("gatehouse.snapshot.poll-interval");
        settings.put("gatehouse.snapshot.max-staleness", "4");
        assertThat(StartChecks.ofServer(config())).as("seconds").hasSize(1);
    }

    @Test
    void pollsNeedTimeBetweenThem() {
        for (String never : List.of("0s", "-1s", "PT0.0001S")) {
            settings.put("gatehouse.snapshot.poll-interval", never);
            assertThat(StartChecks.ofServer(config()))
                    .as(never)
                    .singleElement()
                    .asString()
                    .startsWith("gatehouse.snapshot.poll-interval must be 1 ms at least");
        }
    }

    @Test
    void whatIsNotInMemoryNeedsTimeAndPlacesToWait() {
        for (String key : List.of("patience", "max-lookups", "lookup-connections")) {
            for (String none : List.of("0", "-1")) {
                settings.put("gatehouse.snapshot." + key, none);
                assertThat(StartChecks.ofServer(config()))
                        .as(none)
                        .singleElement()
                        .asString()
                        .startsWith("gatehouse.snapshot." + key + " must be 1 ");
                settings.remove("gatehouse.snapshot." + key);
            }
        }

        settings.put("gatehouse.snapshot.max-lookups", "many");
        assertThatThrownBy(() -> StartChecks.ofServer(config()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage("gatehouse.snapshot.max-lookups must be a number, not `many`");
    }

    @Test
    void warmUpMayTakeNoTimeAndNotLess() {
        settings.put("gatehouse.snapshot.warm-patience", "0s");
        assertThat(StartChecks.ofServer(config())).isEmpty();

        settings.put("gatehouse.snapshot.warm-patience", "-1s");
        assertThat(StartChecks.ofServer(config()))
                .singleElement()
                .asString()
                .startsWith("gatehouse.snapshot.warm-patience must not be negative");
    }

    @Test
    void whatIsNoDurationIsNamed() {
        settings.put("gatehouse.snapshot.poll-interval", "soon");

        assertThatThrownBy(() -> StartChecks.ofServer(config()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage("gatehouse.snapshot.poll-interval must be a duration such as `5s`, not `soon`");
    }

    @Test
    void durationsThatAreNotSetAreThoseOfTheInstance() {
        assertThat(ConfigurationTest.settings())
                .contains(
                        StartChecks.POLL_INTERVAL + "=" + StartChecks.POLL_INTERVAL_DEFAULT,
                        StartChecks.MAX_STALENESS + "=" + StartChecks.MAX_STALENESS_DEFAULT,
                        StartChecks.PATIENCE + "=" + StartChecks.PATIENCE_DEFAULT,
                        StartChecks.WARM_PATIENCE + "=" + StartChecks.WARM_PATIENCE_DEFAULT);
    }

    @Test
    void portOfTheEmbeddedDatabaseMustBeANumber() {
        settings.clear();
        settings.put("gatehouse.embedded.port", "x");

        assertThatThrownBy(() -> StartDatabase.find(config()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage("gatehouse.embedded.port must be a number, not `x`");
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
