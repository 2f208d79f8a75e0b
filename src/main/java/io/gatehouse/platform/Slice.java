package io.gatehouse.platform;

import java.util.List;

/**
 * The rows of a list that one answer holds: as many as were asked for, or fewer where they are long, so that an answer has
 * a size that fits into memory whatever tenants store.
 *
 * @param more whether the list may go on behind them
 */
public record Slice<T>(List<T> rows, boolean more) {
    /** Of the rows' text. A row that is longer is a slice of its own. */
    public static final int MOST_BYTES = 4 * 1024 * 1024;

    public Slice {
        rows = List.copyOf(rows);
    }

    /**
     * Those rows of the ones found that are not too long together.
     *
     * @param found how many there are, up to the limit
     */
    public static <T> Slice<T> of(List<T> rows, long found, int limit) {
        return new Slice<>(rows, found == limit || rows.size() < found);
    }
}
