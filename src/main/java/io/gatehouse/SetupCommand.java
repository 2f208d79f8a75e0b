package io.gatehouse;

import io.gatehouse.organization.Retention;
import io.gatehouse.token.OnboardingRequest;
import io.gatehouse.token.OnboardingService;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.config.SmallRyeConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the first organization, bucket, user and operator token, also while instances run, and prints the token alone.
 * The password never comes as an argument, which every process of the machine can read.
 */
public final class SetupCommand implements QuarkusApplication {
    private static final Set<String> OPTIONS = Set.of("org", "bucket", "user", "password-file");
    private static final int MOST_PASSWORD_BYTES = 4096;

    private final OnboardingService onboarding;

    SetupCommand(OnboardingService onboarding) {
        this.onboarding = onboarding;
    }

    /** @throws CommandLine.UsageException if something is missing that is no secret */
    static void check(String[] args) {
        var line = CommandLine.parse(args, OPTIONS);
        SmallRyeConfig config = StartConfig.read();
        for (String name : new String[] {"org", "bucket", "user"}) {
            require(line, config, name);
        }
    }

    @Override
    public int run(String... args) {
        var line = CommandLine.parse(args, OPTIONS);
        SmallRyeConfig config = StartConfig.read();
        String password;
        try {
            password = password(line, config);
        } catch (IOException unreadable) {
            System.err.println("gatehouse: the password cannot be read: " + unreadable.getMessage());
            return 1;
        }
        if (password == null || password.isEmpty()) {
            System.err.println("gatehouse: the password is empty");
            return 1;
        }
        return CommandRun.print(() -> onboarding
                .setUp(
                        new OnboardingRequest(
                                require(line, config, "user"),
                                password,
                                require(line, config, "org"),
                                require(line, config, "bucket"),
                                new Retention(0, 0),
                                null),
                        null)
                .map(made -> made.token().secret()));
    }

    private static String require(CommandLine line, SmallRyeConfig config, String name) {
        String given = line.options().get(name);
        return given != null
                ? given
                : config.getOptionalValue("gatehouse.setup." + name, String.class)
                        .orElseThrow(() -> new CommandLine.UsageException("--" + name + " is missing"));
    }

    static @Nullable String password(CommandLine line, SmallRyeConfig config) throws IOException {
        String file = line.options().get("password-file");
        if (file != null) {
            Path path = Path.of(file);
            if (Files.size(path) > MOST_PASSWORD_BYTES) {
                throw new IOException("the file is longer than " + MOST_PASSWORD_BYTES + " bytes");
            }
            return Files.readString(path).lines().findFirst().orElse("");
        }
        // As it stands: read as other settings are, `$$` in it would become `$`, and another password be set than was
        // given.
        String configured = Settings.raw(config, "gatehouse.setup.password");
        return configured.isEmpty() ? line(System.in, System.err) : configured;
    }

    /** Whoever has to be waited for is told so: at a terminal the command would seem to hang, and it shows what is typed. */
    static @Nullable String line(InputStream input, PrintStream messages) throws IOException {
        if (input.available() == 0) {
            messages.println("gatehouse: reading the password from the standard input; what is typed there is shown");
        }
        return new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)).readLine();
    }
}
