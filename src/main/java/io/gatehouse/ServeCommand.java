package io.gatehouse;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Serves until it is told to stop. After the very first start it says once what to do next. */
public final class ServeCommand implements QuarkusApplication {

    /** Set by a start that made the data folder, to its path. */
    static final String NEW_DATA_FOLDER = "gatehouse.embedded.new-data-directory";

    private final Optional<String> newDataFolder;
    private final int port;

    ServeCommand(
            @ConfigProperty(name = NEW_DATA_FOLDER) Optional<String> newDataFolder,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.newDataFolder = newDataFolder;
        this.port = port;
    }

    @Override
    public int run(String... args) {
        newDataFolder.ifPresent(folder -> System.out.println(firstSteps(folder)));
        Quarkus.waitForExit();
        return 0;
    }

    private String firstSteps(String folder) {
        return """
                Gatehouse is ready at http://localhost:%1$d, with a PostgreSQL of its own and its data in %2$s.
                Next, make the first organization, its administrator and an operator token, which is shown once:
                  curl http://localhost:%1$d/api/v2/setup -H 'Content-Type: application/json' \\
                    -d '{"org": "my-org", "bucket": "my-bucket", "username": "admin", "password": "choose-one"}'
                README.md goes on from there.""".formatted(port, folder);
    }
}
