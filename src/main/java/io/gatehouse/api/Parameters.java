package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads query parameters, where JAX-RS would answer that there is no such path, and take what is neither true nor false
 * for false. Empty is absent, since clients send empty filters.
 */
public final class Parameters {
    private Parameters() {}

    /** @throws Failure INVALID, naming the parameter */
    public static @Nullable Integer number(String name, @Nullable String text) {
        return read(name, text, "a whole number", Integer::valueOf);
    }

    /** @throws Failure INVALID, naming the parameter */
    public static @Nullable Long longNumber(String name, @Nullable String text) {
        return read(name, text, "a whole number", Long::valueOf);
    }

    /** @throws Failure INVALID, naming the parameter */
    public static @Nullable Boolean flag(String name, @Nullable String text) {
        return read(name, text, "true or false", Parameters::flag);
    }

    /** As Go's {@code strconv.ParseBool}, by which InfluxDB reads them: its Python client sends {@code True}. */
    private static Boolean flag(String text) {
        return switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static <T> @Nullable T read(
            String name, @Nullable String text, String expected, Function<String, T> parse) {
        try {
            return text == null || text.isEmpty() ? null : parse.apply(text);
        } catch (IllegalArgumentException malformed) {
            throw Failure.invalid(name + " must be " + expected);
        }
    }
}
