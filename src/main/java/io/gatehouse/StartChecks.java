package io.gatehouse;

import io.gatehouse.embedded.StartRefusedException;
import io.gatehouse.platform.PepperRing;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is refused of any start, each a line that names the setting to change; in production there is more. */
final class StartChecks {
    static final String POLL_INTERVAL = "gatehouse.snapshot.poll-interval";
    static final String POLL_INTERVAL_DEFAULT = "PT5S";
    static final String MAX_STALENESS = "gatehouse.snapshot.max-staleness";
    static final String MAX_STALENESS_DEFAULT = "PT30S";
    static final String PATIENCE = "gatehouse.snapshot.patience";
    static final String PATIENCE_DEFAULT = "PT2S";
    static final String WARM_PATIENCE = "gatehouse.snapshot.warm-patience";
    static final String WARM_PATIENCE_DEFAULT = "PT10S";
    static final String MAX_LOOKUPS = "gatehouse.snapshot.max-lookups";
    static final String LOOKUP_CONNECTIONS = "gatehouse.snapshot.lookup-connections";
    static final String NO_PEPPERS = "gatehouse.token.peppers (GATEHOUSE_TOKEN_PEPPERS) is not set";

    private StartChecks() {}

    /** Every check, for a command that serves. */
    static List<String> ofServer(SmallRyeConfig config) {
        List<String> problems = new ArrayList<>(freshness(config));
        problems.addAll(waiting(config));
        problems.addAll(ProductionChecks.apply(config) ? ProductionChecks.ofServer(config) : peppers(config));
        return problems;
    }

    /** Those for a command that works with what is in the database. */
    static List<String> ofData(SmallRyeConfig config) {
        return ProductionChecks.apply(config) ? ProductionChecks.ofData(config) : peppers(config);
    }

    /** Those for a command that migrates: it hashes nothing. */
    static List<String> ofMigration(SmallRyeConfig config) {
        return ProductionChecks.apply(config) ? ProductionChecks.ofMigration(config) : List.of();
    }

    /** The embedded database brings its own peppers. */
    private static List<String> peppers(SmallRyeConfig config) {
        return config.getOptionalValue("gatehouse.token.peppers", String.class)
                .map(PepperRing::faults)
                .orElseGet(() -> StartConfig.isDatabaseConfigured(config) ? List.of(NO_PEPPERS) : List.of());
    }

    /** From {@code max-staleness} on after a poll nothing can be decided, until the next one. */
    private static List<String> freshness(SmallRyeConfig config) {
        Duration poll = duration(config, POLL_INTERVAL, POLL_INTERVAL_DEFAULT);
        Duration longest = duration(config, MAX_STALENESS, MAX_STALENESS_DEFAULT);
        if (poll.toMillis() < 1) {
            return List.of(POLL_INTERVAL + " must be 1 ms at least, not `" + poll + "`");
        }
        return poll.compareTo(longest) < 0
                ? List.of()
                : List.of(POLL_INTERVAL + " must be shorter than " + MAX_STALENESS + ", and `" + poll
                        + "` is not shorter" + " than `" + longest + "`");
    }

    /** Without time or place to wait, whatever is not in memory is refused, or waits for ever. */
    private static List<String> waiting(SmallRyeConfig config) {
        List<String> problems = new ArrayList<>();
        Duration patience = duration(config, PATIENCE, PATIENCE_DEFAULT);
        if (patience.toMillis() < 1) {
            problems.add(PATIENCE + " must be 1 ms at least, not `" + patience + "`");
        }
        Duration warm = duration(config, WARM_PATIENCE, WARM_PATIENCE_DEFAULT);
        if (warm.isNegative()) {
            problems.add(WARM_PATIENCE + " must not be negative, as `" + warm + "` is");
        }
        for (String key : List.of(MAX_LOOKUPS, LOOKUP_CONNECTIONS)) {
            int number = number(config, key);
            if (number < 1) {
                problems.add(key + " must be 1 at least, not `" + number + "`");
            }
        }
        return problems;
    }

    /** 1 where it is not set, which passes. */
    private static int number(SmallRyeConfig config, String key) {
        String text = config.getOptionalValue(key, String.class)
                .filter(value -> !value.isBlank())
                .orElse("1");
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException noNumber) {
            throw new StartRefusedException(key + " must be a number, not `" + text + "`");
        }
    }

    private static Duration duration(SmallRyeConfig config, String key, String otherwise) {
        String text = config.getOptionalValue(key, String.class)
                .filter(value -> !value.isBlank())
                .orElse(otherwise);
        try {
            return DurationConverter.parseDuration(text);
        } catch (IllegalArgumentException | DateTimeException noDuration) {
            throw new StartRefusedException(key + " must be a duration such as `5s`, not `" + text + "`");
        }
    }
}
