package io.gatehouse.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the programs of one PostgreSQL installation; what they print goes to PostgreSQL's log, not to the console. */
final class PostgresPrograms {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Path installation;
    private final PostgresLog log;
    private final UnprivilegedUser user;

    PostgresPrograms(Path installation, PostgresLog log, UnprivilegedUser user) {
        this.installation = installation;
        this.log = log;
        this.user = user;
    }

    /** Whether the program ended well. */
    boolean run(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(user.prefix());
        command.add(installation.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.file().toFile()));
        // The caller's own PostgreSQL settings and language must not change this server.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            throw new StartRefusedException("PostgreSQL's `" + program + "` cannot be run: " + DataFolder.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
