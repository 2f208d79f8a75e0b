package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Match;
import io.gatehouse.platform.Slice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LintTest {
    @Test
    void manyRulesAreLookedAtBitByBit() {
        List<Object[]> restrictions =
                IntStream.range(0, 300).mapToObj(LintTest::even).toList();
        List<Object[]> grants = IntStream.range(0, 600)
                .mapToObj(i -> i < 300 ? even(i) : row(1_000 + i, "odd" + i))
                .toList();
        Lint lint = new Lint(Map.of(), stored(restrictions), stored(grants));

        int bits = 1;
        List<Finding> findings = lint.more();
        for (; findings == null; findings = lint.more()) {
            bits++;
        }

        assertThat(bits).isGreaterThan(18); // beside the reading: 300 idle grants, each held against 300 restrictions
        assertThat(findings)
                .extracting(finding -> finding.id().value())
                .containsExactlyElementsOf(
                        IntStream.range(1_300, 1_600).mapToObj(Long::valueOf).toList());
    }

    private static StoredRules stored(List<Object[]> rows) {
        return new StoredRules(new Slice<>(rows, false));
    }

    private static Object[] even(int i) {
        return row(1 + i, "even" + i);
    }

    private static Object[] row(long id, String measurement) {
        var shape = new RuleShape(
                "buckets", Match.exact("db"), Match.exact(measurement), List.of(), List.of(), Set.of("read"));
        return new Object[] {id, StoredShape.print(shape), "[]", "[]", "[]"};
    }
}
