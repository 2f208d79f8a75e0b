package io.gatehouse;

import io.gatehouse.embedded.StartRefusedException;
import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the operator has set, read before Quarkus starts, from the same places: `-D`, environment, `.env`, file. */
final class StartConfig {

    private static final Path FILE = Path.of("config", "application.properties");

    /** Quarkus's own rank for that file: below the environment. */
    private static final int FILE_ORDINAL = 260;

    private StartConfig() {}

    static SmallRyeConfig read() {
        try {
            SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addSystemSources()
                    .withSources(new DotEnvConfigSourceProvider());
            if (Files.exists(FILE)) {
                builder.withSources(new PropertiesConfigSource(FILE.toUri().toURL(), FILE_ORDINAL));
            }
            return builder.build();
        } catch (IOException e) {
            throw new StartRefusedException("`" + FILE.toAbsolutePath() + "` cannot be read: " + e.getMessage());
        }
    }

    static boolean isSet(SmallRyeConfig config, String key) {
        return config.getOptionalValue(key, String.class).isPresent();
    }

    static boolean migratesAtStart(SmallRyeConfig config) {
        return config.getOptionalValue("gatehouse.database.migrate-at-start", Boolean.class)
                .orElse(true);
    }

    /** @throws StartRefusedException if it is configured in part, or in a form that no driver takes */
    static boolean isDatabaseConfigured(SmallRyeConfig config) {
        String url =
                config.getOptionalValue("gatehouse.database.url", String.class).orElse("");
        if (url.isBlank()) {
            return false;
        }
        // Two drivers read it. Accounts within it would reach only one of them, and logs show it.
        if (!url.matches("postgresql://[^/@]+/[^/@?]+(\\?.*)?")) {
            throw new StartRefusedException(
                    "gatehouse.database.url must have the form `postgresql://host:port/database`, without a user");
        }
        for (String key : List.of("gatehouse.database.user", "gatehouse.database.password")) {
            if (!isSet(config, key)) {
                throw new StartRefusedException("gatehouse.database.url is set, but " + key + " is not");
            }
        }
        return true;
    }
}
