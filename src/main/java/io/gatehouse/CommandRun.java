package io.gatehouse;

import io.gatehouse.platform.DatabaseErrors;
import io.gatehouse.platform.Failure;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** How a command that does one thing and ends is run: without a listener, with nothing but its result on stdout. */
final class CommandRun {

    private CommandRun() {}

    /** To be called before Quarkus starts. */
    static void configure() {
        configureWithLog();
        System.setProperty("quarkus.log.console.stderr", "true");
        System.setProperty("quarkus.log.level", "WARN");
        System.setProperty("quarkus.banner.enabled", "false");
    }

    /** As {@link #configure}, for one that logs as a server does. */
    static void configureWithLog() {
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.host-enabled", "false");
        System.setProperty("gatehouse.meta.port", "-1");
        System.setProperty("gatehouse.snapshot.warm-organizations", "0");
        // Netty says of connections that close beside a quick end that nobody is left to hear of it; nobody need be.
        System.setProperty(
                "quarkus.log.category.\"io.netty.util.concurrent.DefaultPromise.rejectedExecution\".level", "OFF");
    }

    /** Prints what comes of the work; returns the exit code. */
    static int print(Supplier<Uni<String>> work) {
        try {
            System.out.println(VertxContextSupport.subscribeAndAwait(work));
            return 0;
        } catch (Failure failure) {
            System.err.println("gatehouse: " + failure.getMessage());
            return 1;
        } catch (Throwable error) {
            String reason = DatabaseErrors.isUnmigrated(error)
                    ? "the database is not migrated; run `gatehouse migrate` first"
                    : error.toString();
            System.err.println("gatehouse: " + reason);
            return 1;
        }
    }
}
