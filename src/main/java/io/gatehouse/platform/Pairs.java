package io.gatehouse.platform;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows of two columns. */
public final class Pairs {
    private Pairs() {}

    /** The second column by the first; of several rows with the same first, one. */
    public static <K, V> Map<K, V> map(List<Object[]> rows, Function<Object, K> first, Function<Object, V> second) {
        return rows.stream()
                .collect(
                        Collectors.toMap(row -> first.apply(row[0]), row -> second.apply(row[1]), (one, other) -> one));
    }
}
