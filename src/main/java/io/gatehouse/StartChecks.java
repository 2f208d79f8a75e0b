package io.gatehouse;

import io.smallrye.config.SmallRyeConfig;
import java.util.List;

/** What is refused of any start, each a line that names the setting to change; in production there is more. */
final class StartChecks {
    static final String NO_PEPPERS = "gatehouse.token.peppers (GATEHOUSE_TOKEN_PEPPERS) is not set";

    private StartChecks() {}

    /** Of a command that listens: all there are. */
    static List<String> ofServer(SmallRyeConfig config) {
        return ProductionChecks.apply(config) ? ProductionChecks.ofServer(config) : peppers(config);
    }

    /** Of a command that works with what is in the database. */
    static List<String> ofData(SmallRyeConfig config) {
        return ProductionChecks.apply(config) ? ProductionChecks.ofData(config) : peppers(config);
    }

    /** Of a command that migrates: it hashes nothing. */
    static List<String> ofMigration(SmallRyeConfig config) {
        return ProductionChecks.apply(config) ? ProductionChecks.ofMigration(config) : List.of();
    }

    /** The embedded database brings its own. */
    private static List<String> peppers(SmallRyeConfig config) {
        return StartConfig.isSet(config, "gatehouse.token.peppers") || !StartConfig.isDatabaseConfigured(config)
                ? List.of()
                : List.of(NO_PEPPERS);
    }
}
