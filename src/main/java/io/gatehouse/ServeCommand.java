package io.gatehouse;

import io.gatehouse.platform.Schema;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.config.SmallRyeConfig;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Serves until it is told to stop. After the very first start it says once what to do next. */
public final class ServeCommand implements QuarkusApplication {

    /** Set by a start that made the data folder, to its path. */
    static final String NEW_DATA_FOLDER = "gatehouse.embedded.new-data-directory";

    private static final Logger LOG = Logger.getLogger(ServeCommand.class);
    private static final String SHUTDOWN_DELAY = "quarkus.shutdown.delay";

    private final Schema schema;
    private final Optional<String> newDataFolder;
    private final int port;

    ServeCommand(
            Schema schema,
            @ConfigProperty(name = NEW_DATA_FOLDER) Optional<String> newDataFolder,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.schema = schema;
        this.newDataFolder = newDataFolder;
        this.port = port;
    }

    /**
     * Options of the virtual machine are let through: the native executable takes them for itself, so that one manifest
     * is for both.
     *
     * @throws CommandLine.UsageException if there is another argument
     */
    static void check(String[] args) {
        String[] own = Stream.of(args).filter(word -> !word.startsWith("-X")).toArray(String[]::new);
        CommandLine.parse(own, Set.of());
    }

    /**
     * To be called before Quarkus starts. In production an instance goes on for a while after it is told to stop, since
     * those who send requests hear of it later.
     */
    static void configure(SmallRyeConfig config) {
        if (ProductionChecks.apply(config) && !StartConfig.isSet(config, SHUTDOWN_DELAY)) {
            System.setProperty(SHUTDOWN_DELAY, "5S");
        }
    }

    @Override
    public int run(String... args) {
        Settings.unknown(StartConfig.read()).forEach(name -> LOG.warn(Settings.setsNothing(name)));
        schema.refusal().onSuccess(ServeCommand::end);
        newDataFolder.ifPresent(folder -> System.out.println(firstSteps(folder)));
        Quarkus.waitForExit();
        return 0;
    }

    /**
     * At once: in order, it would go on answering for {@code quarkus.shutdown.delay}. It happens in production alone,
     * where there is no PostgreSQL of its own that has to be stopped.
     */
    private static void end(String reason) {
        System.err.println("gatehouse: " + reason);
        Runtime.getRuntime().halt(Main.REFUSED);
    }

    private String firstSteps(String folder) {
        return """
                Gatehouse is ready at http://localhost:%1$d, with a PostgreSQL of its own and its data in %2$s.
                Next, make the first organization, its administrator and an operator token, which is shown once:
                  curl http://localhost:%1$d/api/v2/setup -H 'Content-Type: application/json' \\
                    -d '{"org": "my-org", "bucket": "my-bucket", "username": "admin", "password": "choose-one"}'
                Or follow the quick start in README.md instead, which begins with that.""".formatted(port, folder);
    }
}
