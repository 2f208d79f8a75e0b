package io.gatehouse;

import io.gatehouse.embedded.StartRefusedException;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The program: {@code serve} (the default), {@code migrate} or {@code version}. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... args) {
        String command = args.length == 0 ? "serve" : args[0];
        try {
            switch (command) {
                case "serve" -> run(ServeCommand.class, args);
                case "migrate" -> {
                    MigrateCommand.configure();
                    run(MigrateCommand.class, args);
                }
                case "version" -> System.out.println("gatehouse " + version());
                default ->
                    throw new StartRefusedException(
                            "there is no command `" + command + "`; there are `serve`, `migrate` and `version`");
            }
        } catch (StartRefusedException refused) {
            System.err.println("gatehouse: " + refused.getMessage());
            System.exit(1);
        }
    }

    /** Killing the Maven of `quarkus:run` leaves its child behind, on the port and the data that the next run wants. */
    private static void endWithMaven() {
        ProcessHandle.current()
                .parent()
                .filter(parent -> parent.info().commandLine().orElse("").contains("plexus-classworlds"))
                .ifPresent(maven -> {
                    Thread watch = new Thread(
                            () -> {
                                maven.onExit().join();
                                System.exit(0);
                            },
                            "end-with-maven");
                    watch.setDaemon(true);
                    watch.start();
                });
    }

    private static void run(Class<? extends QuarkusApplication> command, String... args) {
        endWithMaven();
        StartDatabase database = StartDatabase.find();
        var exit = ApplicationLifecycleManager.getDefaultExitCodeHandler();
        ApplicationLifecycleManager.setDefaultExitCodeHandler((code, failure) -> {
            database.release();
            exit.accept(code, failure);
        });
        try {
            Quarkus.run(command, args);
        } finally {
            database.release();
        }
    }

    private static String version() {
        try (InputStream text = Main.class.getResourceAsStream("version.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
