package io.gatehouse;

import io.gatehouse.platform.Actor;
import io.gatehouse.token.OnboardingService;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Set;

/**
 * Break glass: makes a new operator token, also while instances run, and prints it alone. It takes the database and the
 * pepper, and stands in the audit trail.
 */
public final class OperatorTokenCommand implements QuarkusApplication {
    private static final Set<String> OPTIONS = Set.of("org", "user");

    private final OnboardingService onboarding;

    OperatorTokenCommand(OnboardingService onboarding) {
        this.onboarding = onboarding;
    }

    /** @throws CommandLine.UsageException if there is another argument */
    static void check(String[] args) {
        CommandLine.parse(args, OPTIONS);
    }

    @Override
    public int run(String... args) {
        var options = CommandLine.parse(args, OPTIONS).options();
        return CommandRun.print(() -> onboarding
                .anotherOperatorToken(
                        new Actor("operator-token command", null, null), options.get("org"), options.get("user"))
                .map(token -> token.secret()));
    }
}
