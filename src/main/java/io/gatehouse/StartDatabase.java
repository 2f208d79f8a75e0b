package io.gatehouse;

import io.gatehouse.embedded.EmbeddedDatabase;
import io.gatehouse.embedded.EmbeddedSettings;
import io.gatehouse.embedded.StartRefusedException;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The database that a start uses: the configured one, else the embedded one, whose settings then stand in the system
 * properties before Quarkus reads its configuration.
 *
 * <p>On a signal the JVM runs all its shutdown hooks at once. The embedded PostgreSQL must be the last to go, so its hook
 * waits until Quarkus has answered the open requests and stopped.
 */
final class StartDatabase {

    /** Longer than Quarkus takes for a graceful stop; after it PostgreSQL is stopped all the same. */
    private static final int LONGEST_STOP_SECONDS = 60;

    private final CountDownLatch unused = new CountDownLatch(1);

    private StartDatabase() {}

    /** @throws StartRefusedException if there is no database, or none may be started */
    static StartDatabase find(SmallRyeConfig config) {
        StartDatabase database = new StartDatabase();
        if (StartConfig.isDatabaseConfigured(config)) {
            return database;
        }
        if (!EmbeddedDatabase.IS_CARRIED) {
            throw new StartRefusedException(
                    "no database is configured, and this build carries no PostgreSQL of its own;"
                            + " set gatehouse.database.url (GATEHOUSE_DATABASE_URL)");
        }
        database.startEmbedded(config);
        return database;
    }

    /** Quarkus has stopped: nobody needs the database any more. */
    void release() {
        unused.countDown();
    }

    private void startEmbedded(SmallRyeConfig config) {
        EmbeddedDatabase embedded = EmbeddedDatabase.start(settings(config));
        embedded.configuration().forEach((key, value) -> {
            boolean isOwnPepper = key.equals("gatehouse.token.peppers") && StartConfig.isSet(config, key);
            if (!isOwnPepper) {
                System.setProperty(key, value);
            }
        });
        if (embedded.isCreated()) {
            System.setProperty(
                    ServeCommand.NEW_DATA_FOLDER, embedded.dataDirectory().toString());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeWhenUnused(embedded), "embedded-database-stop"));
    }

    private void closeWhenUnused(EmbeddedDatabase embedded) {
        try {
            if (!unused.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("gatehouse: open requests did not end; stopping PostgreSQL below them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        embedded.close();
    }

    private static EmbeddedSettings settings(SmallRyeConfig config) {
        Path data = config.getOptionalValue("gatehouse.embedded.data-directory", Path.class)
                .orElse(Path.of("data"));
        Path binaries = config.getOptionalValue("gatehouse.embedded.binaries-directory", Path.class)
                .orElse(data.resolve("binaries"));
        return new EmbeddedSettings(data, binaries, port(config));
    }

    private static int port(SmallRyeConfig config) {
        String text =
                config.getOptionalValue("gatehouse.embedded.port", String.class).orElse("0");
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException noNumber) {
            throw new StartRefusedException("gatehouse.embedded.port must be a number, not `" + text + "`");
        }
    }
}
