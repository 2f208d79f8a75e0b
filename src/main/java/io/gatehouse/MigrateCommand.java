package io.gatehouse;

import io.quarkus.runtime.QuarkusApplication;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the database to this version's schema and ends: a deployment runs it before the new instances start. */
public final class MigrateCommand implements QuarkusApplication {

    private final Flyway flyway;

    MigrateCommand(Flyway flyway) {
        this.flyway = flyway;
    }

    /** Migrations run while Quarkus starts, before any bean looks for a table; no port is opened. */
    static void configure() {
        System.setProperty("gatehouse.database.migrate-at-start", "true");
        CommandRun.configureWithLog();
    }

    @Override
    public int run(String... args) {
        MigrationInfo current = flyway.info().current();
        System.out.println(
                "the database is at version " + (current == null ? "0" : String.valueOf(current.getVersion())));
        return 0;
    }
}
