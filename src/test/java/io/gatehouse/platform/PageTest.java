package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final int ROWS = 1700;

    private final List<Integer> fetched = new ArrayList<>();

    @Test
    void whatIsLeftOutIsInfluxdbsDefault() {
        assertThat(Page.of(null, null, null, null)).isEqualTo(new Page(20, 0, false, null));
    }

    @Test
    void limitsAndOffsetsAreBounded() {
        for (int limit : new int[] {0, -1, 101, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> Page.of(limit, 0, false, null)).hasMessage("limit must be between 1 and 100");
        }
        for (int offset : new int[] {-1, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> Page.of(1, offset, false, null)).hasMessage("offset must not be negative");
        }
    }

    @Test
    void filterComesBeforeTheCut() {
        assertThat(collect(Page.of(2, 1, false, null), row -> row % 1000 == 0)).containsExactly(1000L);
        assertThat(collect(Page.of(3, 0, false, null), row -> row > 1500)).containsExactly(1501L, 1502L, 1503L);
    }

    @Test
    void pagesOneAfterTheOtherAreTheWholeList() {
        List<Long> all = new ArrayList<>();
        for (int offset = 0; offset < ROWS; offset += 100) {
            all.addAll(collect(Page.of(100, offset, false, null), row -> true));
        }
        assertThat(all).containsExactlyElementsOf(rows());
    }

    @Test
    void afterContinuesInEitherDirection() {
        assertThat(collect(Page.of(2, 0, false, 10L), row -> true)).containsExactly(11L, 12L);
        assertThat(collect(Page.of(2, 0, true, 10L), row -> true)).containsExactly(9L, 8L);
        assertThat(collect(Page.of(2, 0, true, null), row -> true)).containsExactly(1699L, 1698L);
    }

    @Test
    void offsetBehindTheEndIsAnEmptyPage() {
        assertThat(collect(Page.of(100, Integer.MAX_VALUE, false, null), row -> true))
                .isEmpty();
        assertThat(collect(Page.of(100, ROWS, false, null), row -> true)).isEmpty();
        assertThat(collect(Page.of(100, 0, false, Long.MAX_VALUE), row -> true)).isEmpty();
    }

    @Test
    void noMoreIsFetchedThanItTakes() {
        collect(Page.of(20, 0, false, null), row -> true);
        assertThat(fetched).hasSize(1);
    }

    @Test
    void rowsBeforeThePageAreNotKept() {
        List<WeakReference<Row>> first = new ArrayList<>();
        List<Row> page = Page.of(1, 2_000, false, null)
                .<Row>collect(
                        (after, descending, size) -> {
                            List<Row> chunk = Row.behind(after, size);
                            if (after == null) {
                                chunk.forEach(row -> first.add(new WeakReference<>(row)));
                            } else if (after > 1_000) {
                                System.gc();
                                assertThat(first).allMatch(row -> row.refersTo(null));
                            }
                            return answered(chunk);
                        },
                        Row::id,
                        row -> true)
                .await()
                .indefinitely();
        assertThat(page).containsExactly(new Row(2_001));
    }

    @Test
    void offsetBehindALongListIsAnEmptyPage() {
        List<Row> page = Page.of(100, Integer.MAX_VALUE, false, null)
                .<Row>collect(
                        (after, descending, size) -> {
                            fetched.add(size);
                            return Uni.createFrom().item(Row.behind(after, fetched.size() < 5_000 ? size : 1));
                        },
                        Row::id,
                        row -> true)
                .await()
                .indefinitely();
        assertThat(page).isEmpty();
        assertThat(fetched).hasSize(5_000);
    }

    /** By another thread, as a database answers: what asked for the rows is no longer on the stack and holds none. */
    private static <T> Uni<T> answered(T rows) {
        return Uni.createFrom().item(rows).emitOn(Infrastructure.getDefaultExecutor());
    }

    private List<Long> collect(Page page, Predicate<Long> visible) {
        return page.collect(this::fetch, Long::longValue, visible).await().indefinitely();
    }

    private Uni<List<Long>> fetch(@Nullable Long after, boolean descending, int size) {
        fetched.add(size);
        LongStream rows = LongStream.range(0, ROWS).map(row -> descending ? ROWS - 1 - row : row);
        return Uni.createFrom()
                .item(rows.filter(row -> after == null || (descending ? row < after : row > after))
                        .limit(size)
                        .boxed()
                        .toList());
    }

    private static List<Long> rows() {
        return LongStream.range(0, ROWS).boxed().toList();
    }

    /** One of a list without an end. */
    private record Row(long id) {
        static List<Row> behind(@Nullable Long after, int size) {
            long first = after == null ? 1 : after + 1;
            return LongStream.range(first, first + size).mapToObj(Row::new).toList();
        }
    }
}
