package io.gatehouse.platform;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list a caller wants: rows that it cannot see are left out first, then the page is cut.
 *
 * @param limit most rows to answer
 * @param offset visible rows to leave out before the first
 * @param after the id behind which the list starts; absent: from its first row
 */
public record Page(
        int limit, int offset, boolean descending, @Nullable Long after) {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int CHUNK = 500;

    public Page {
        requireLimit(limit, MAX_LIMIT);
        if (offset < 0) {
            throw Failure.invalid("offset must not be negative");
        }
    }

    /** With InfluxDB's defaults for what the caller left out. */
    public static Page of(
            @Nullable Integer limit, @Nullable Integer offset, @Nullable Boolean descending, @Nullable Long after) {
        return new Page(
                limit == null ? DEFAULT_LIMIT : limit,
                offset == null ? 0 : offset,
                Boolean.TRUE.equals(descending),
                after);
    }

    /** @throws Failure INVALID if so many are not to be had at once */
    public static void requireLimit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw Failure.invalid("limit must be between 1 and " + most);
        }
    }

    /** Whether nothing of the list stands before it. */
    public boolean isFirst() {
        return offset == 0 && after == null;
    }

    /** The page of a list that a store gives in chunks, ordered by id. */
    public <T> Uni<List<T>> collect(Chunks<T> chunks, ToLongFunction<T> id, Predicate<T> visible) {
        Uni<Cut<T>> begun = Uni.createFrom().item(() -> new Cut<>(this, id, visible));
        return begun.chain(cut -> Multi.createBy()
                .repeating()
                .uni(() -> chunks.fetch(cut.last, descending, CHUNK))
                .whilst(cut::take)
                .onItem()
                .ignoreAsUni()
                .map(done -> List.copyOf(cut.found)));
    }

    /** A page while it is cut out of its list. Of the rows before it only their number is kept. */
    private static final class Cut<T> {
        private final Page page;
        private final ToLongFunction<T> id;
        private final Predicate<T> visible;
        private final List<T> found = new ArrayList<>();
        private @Nullable Long last;
        private int skipped;

        Cut(Page page, ToLongFunction<T> id, Predicate<T> visible) {
            this.page = page;
            this.id = id;
            this.visible = visible;
            this.last = page.after;
        }

        /** Whether the page wants the next chunk, too. */
        boolean take(List<T> chunk) {
            chunk.stream().filter(visible).forEach(this::take);
            if (chunk.size() < CHUNK || found.size() == page.limit) {
                return false;
            }
            last = id.applyAsLong(chunk.get(chunk.size() - 1));
            return true;
        }

        private void take(T row) {
            if (skipped < page.offset) {
                skipped++;
            } else if (found.size() < page.limit) {
                found.add(row);
            }
        }
    }

    /** A list in the order of its ids, from behind one of them. */
    @FunctionalInterface
    public interface Chunks<T> {
        Uni<List<T>> fetch(@Nullable Long after, boolean descending, int size);
    }
}
