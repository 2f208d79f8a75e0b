package io.gatehouse.api.influx;

import io.gatehouse.platform.Failure;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body that rotates a token.
 *
 * @param grace how long the old secret lives on, as InfluxDB writes durations: {@code 24h}, {@code 1h30m}, {@code 0s}
 */
record RotationRequest(@Nullable String grace) {
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|[dhms])");
    private static final Pattern WHOLE = Pattern.compile("(?:" + PART + ")+");

    /** The pattern repeats by recursion, which ends with the stack. */
    private static final int LONGEST = 100;

    Duration toGrace() {
        if (grace == null) {
            return Duration.ZERO;
        }
        if (grace.length() > LONGEST) {
            throw Failure.invalid("grace is longer than " + LONGEST + " characters");
        }
        if (!WHOLE.matcher(grace).matches()) {
            throw Failure.invalid("grace: `" + grace + "` is not a duration such as 24h, 1h30m or 0s");
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(grace);
        while (part.find()) {
            sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
        }
        return sum;
    }

    private static Duration unit(String text) {
        return switch (text) {
            case "d" -> Duration.ofDays(1);
            case "h" -> Duration.ofHours(1);
            case "m" -> Duration.ofMinutes(1);
            case "s" -> Duration.ofSeconds(1);
            default -> Duration.ofMillis(1);
        };
    }
}
