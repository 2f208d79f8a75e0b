package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Id;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void idsAreNeverZeroReservedOrNegative() {
        assertThat(LongStream.range(0, 100_000).map(i -> Ids.random())).allMatch(id -> id > 999);
        assertThat(LongStream.range(0, 100_000).map(i -> Ids.timeOrdered(NOW))).allMatch(id -> id > 999);
    }

    @Test
    void laterIdsComeAfterInTheDatabaseAndInText() {
        List<Long> ids = LongStream.range(0, 1000)
                .map(i -> Ids.timeOrdered(NOW + i * 86_400_000L))
                .boxed()
                .toList();
        assertThat(ids).isSorted();
        assertThat(ids.stream().map(Id::print)).isSorted();
    }

    @Test
    void idsOfOneMillisecondDiffer() {
        assertThat(LongStream.range(0, 20)
                        .map(i -> Ids.timeOrdered(NOW))
                        .distinct()
                        .count())
                .isGreaterThan(15);
    }

    @Test
    void textOrderIsUnsigned() {
        assertThat(Id.print(-1)).isEqualTo("ffffffffffffffff").isGreaterThan(Id.print(Long.MAX_VALUE));
        assertThat(Id.parse("FFFFFFFFFFFFFFFF")).isEqualTo(-1);
        assertThat(Id.parse(Id.print(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
    }
}
