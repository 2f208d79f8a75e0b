package io.gatehouse.benchmark;

import java.util.Locale;

/**
 * One measured value.
 *
 * @param of what it is a measure of: {@code "p99"}, {@code "jCasbin"}
 * @param unit {@code "ns"}, {@code "requests/s"}
 */
public record Figure(String of, double value, String unit) {
    /** The value with three digits that count, and its unit. */
    String text() {
        int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        String number = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return unit.isEmpty() ? number : number + " " + unit;
    }
}
