package io.gatehouse;

import io.gatehouse.embedded.StartRefusedException;
import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the operator has set, read before Quarkus starts, from the same places: `-D`, environment, `.env`, file. */
final class StartConfig {

    /** Files elsewhere, which Quarkus would read and nobody check: one could set `gatehouse.production` itself. */
    private static final List<String> LOCATIONS = List.of("quarkus.config.locations", "smallrye.config.locations");

    /** Of several, with commas between them, Quarkus takes one after the other. */
    private static final String REPLICA = "gatehouse.database.reader-url";

    private static final Path FOLDER = Path.of("config");
    private static final Path FILE = FOLDER.resolve("application.properties");

    /** Quarkus reads that of its profile, above the file itself. */
    private static final String FILES_OF_PROFILES = "application-*.properties";

    /** The profile of a program that was packaged. */
    private static final String PROFILE = "prod";

    /** Quarkus's own rank for that file: below the environment. */
    private static final int FILE_ORDINAL = 260;

    /** The words that SmallRye knows for true, and for false. */
    private static final Pattern BOOLEAN = Pattern.compile(
            "true|1|yes|y|on|ja|j|si|sim|oui|false|0|no|n|off|nein|não|non",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private StartConfig() {}

    static SmallRyeConfig read() {
        try {
            SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .withProfile(profile())
                    .addSystemSources()
                    .withSources(new DotEnvConfigSourceProvider());
            refuseFilesOfProfiles();
            if (Files.exists(FILE)) {
                builder.withSources(new PropertiesConfigSource(FILE.toUri().toURL(), FILE_ORDINAL));
            }
            return requireBooleans(refuseLocations(builder.build()));
        } catch (IOException e) {
            throw new StartRefusedException("`" + FILE.toAbsolutePath() + "` cannot be read: " + e.getMessage());
        }
    }

    /** As Quarkus has it, so that a key like {@code %prod.gatehouse.production} is seen. */
    private static String profile() {
        return Optional.ofNullable(System.getProperty("quarkus.profile"))
                .or(() -> Optional.ofNullable(System.getenv("QUARKUS_PROFILE")))
                .filter(profile -> !profile.isBlank())
                .orElse(PROFILE);
    }

    private static void refuseFilesOfProfiles() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, FILES_OF_PROFILES)) {
            for (Path file : files) {
                throw new StartRefusedException(
                        "what `" + file + "` says is not checked; set that in `" + FILE + "` or in the environment");
            }
        }
    }

    private static SmallRyeConfig refuseLocations(SmallRyeConfig config) {
        for (String key : LOCATIONS) {
            if (isSet(config, key)) {
                throw new StartRefusedException(key + " is set, and what its files say is not checked; set that in `"
                        + FILE + "` or in the environment");
            }
        }
        return config;
    }

    /** SmallRye takes each word that it does not know for false. */
    private static SmallRyeConfig requireBooleans(SmallRyeConfig config) {
        for (String key : Settings.BOOLEANS) {
            String word = config.getOptionalValue(key, String.class).orElse("").strip();
            if (!word.isEmpty() && !BOOLEAN.matcher(word).matches()) {
                throw new StartRefusedException(key + " must be true or false, not `" + word + "`");
            }
        }
        return config;
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
        DatabaseAddress.checkPrimary("gatehouse.database.url", url);
        for (String replica : config.getOptionalValues(REPLICA, String.class).orElse(List.of())) {
            DatabaseAddress.checkReplica(REPLICA, replica);
        }
        for (String key : List.of("gatehouse.database.user", "gatehouse.database.password")) {
            if (!isSet(config, key)) {
                throw new StartRefusedException("gatehouse.database.url is set, but " + key + " is not");
            }
        }
        return true;
    }
}
