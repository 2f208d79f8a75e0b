package io.gatehouse.benchmark;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a figure is to reach, by itself or as its ratio to the baseline.
 *
 * @param least null if there is none
 * @param most null if there is none
 */
public record Target(
        Kind kind, @Nullable Double least, @Nullable Double most) {
    /** No target: a figure to compare with. */
    public static final Target NONE = new Target(Kind.FIGURE, null, null);

    /** What is held against the bounds. */
    public enum Kind {
        FIGURE,
        RATIO
    }

    public static Target figureAtLeast(double least) {
        return new Target(Kind.FIGURE, least, null);
    }

    public static Target figureAtMost(double most) {
        return new Target(Kind.FIGURE, null, most);
    }

    public static Target ratioAtLeast(double least) {
        return new Target(Kind.RATIO, least, null);
    }

    public static Target ratioAtMost(double most) {
        return new Target(Kind.RATIO, null, most);
    }

    boolean exists() {
        return least != null || most != null;
    }

    boolean metBy(double value) {
        return (least == null || value >= least) && (most == null || value <= most);
    }

    String text(String unit) {
        Double bound = least == null ? most : least;
        if (bound == null) {
            return "";
        }
        String sign = least == null ? "≤ " : "≥ ";
        return kind == Kind.RATIO
                ? sign + String.format(Locale.ROOT, "%.2f×", bound)
                : sign + new Figure("", bound, unit).text();
    }
}
