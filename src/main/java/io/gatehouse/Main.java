package io.gatehouse;

import io.gatehouse.embedded.StartRefusedException;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Set;

/**
 * The program: {@code serve} (the default), {@code migrate}, {@code setup}, {@code operator-token} or {@code version}.
 * It ends with 1 if it is refused, with 2 if its command line is not understood.
 */
@QuarkusMain
public final class Main {
    static final int REFUSED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String... args) {
        String command = args.length == 0 ? "serve" : args[0];
        try {
            switch (command) {
                case "serve" -> serve(args);
                case "migrate" -> migrate(args);
                case "setup" -> setUp(args);
                case "operator-token" -> issueOperatorToken(args);
                case "version" -> printVersion(args);
                case "help", "-h", "--help" -> exit(CommandLine.USAGE, MISUSED);
                default -> throw new CommandLine.UsageException("there is no such command");
            }
        } catch (CommandLine.UsageException misused) {
            exit("gatehouse: " + misused.getMessage() + "\n" + CommandLine.USAGE, MISUSED);
        } catch (StartRefusedException refused) {
            exit("gatehouse: " + refused.getMessage() + "\n", REFUSED);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            System.exit(REFUSED);
        }
    }

    private static void printVersion(String... args) {
        CommandLine.parse(args, Set.of());
        System.out.println("gatehouse " + Version.text());
    }

    private static void serve(String... args) throws InterruptedException {
        ServeCommand.check(args);
        SmallRyeConfig config = StartConfig.read();
        refuse(StartChecks.ofServer(config));
        ServeCommand.configure(config);
        run(ServeCommand.class, database(config, StartConfig.migratesAtStart(config)), args);
    }

    private static void migrate(String... args) throws InterruptedException {
        CommandLine.parse(args, Set.of());
        SmallRyeConfig config = StartConfig.read();
        Settings.unknown(config).forEach(Main::warnOfUnknown);
        refuse(StartChecks.ofMigration(config));
        MigrateCommand.configure();
        run(MigrateCommand.class, database(config, true), args);
    }

    private static void setUp(String... args) throws InterruptedException {
        SetupCommand.check(args);
        runCommand(SetupCommand.class, args);
    }

    private static void issueOperatorToken(String... args) throws InterruptedException {
        OperatorTokenCommand.check(args);
        runCommand(OperatorTokenCommand.class, args);
    }

    private static void runCommand(Class<? extends QuarkusApplication> command, String... args)
            throws InterruptedException {
        SmallRyeConfig config = StartConfig.read();
        Settings.unknown(config).forEach(Main::warnOfUnknown);
        refuse(StartChecks.ofData(config));
        CommandRun.configure();
        run(command, database(config, StartConfig.migratesAtStart(config)), args);
    }

    private static StartDatabase database(SmallRyeConfig config, boolean migrates) throws InterruptedException {
        StartDatabase database = StartDatabase.find(config);
        if (migrates && StartConfig.isDatabaseConfigured(config)) {
            DatabaseWait.until(config);
        }
        return database;
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new StartRefusedException(String.join("\ngatehouse: ", problems));
        }
    }

    private static void warnOfUnknown(String setting) {
        System.err.println("gatehouse: " + Settings.setsNothing(setting));
    }

    private static void exit(String message, int code) {
        System.err.print(message);
        System.exit(code);
    }

    /** Killing the Maven of `quarkus:run` leaves its child behind, on the port and the data that the next run wants. */
    private static void endWithMaven() {
        if (ImageMode.current().isNativeImage()) {
            return;
        }
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

    private static void run(Class<? extends QuarkusApplication> command, StartDatabase database, String... args) {
        endWithMaven();
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
}
