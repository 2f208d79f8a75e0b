package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.policy.StoredShape;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What rules have in common is held once, and weighed once. */
class SharedTest {
    private final Shared shared = new Shared();

    @Test
    void ruleThatWasSaidBeforeWeighsNothingMore() {
        StoredShape.Compiled first = shared.rule(rule("db", "cpu", "host", "a"));
        long weight = shared.weight();

        assertThat(shared.rule(rule("db", "cpu", "host", "a"))).isEqualTo(first);
        assertThat(shared.weight()).isEqualTo(weight).isPositive();
    }

    @Test
    void wordsInAnotherOrderWeighLittle() {
        shared.rule(rule("db", "cpu", "host", "a"));
        shared.rule(rule("db", "mem", "host", "b"));
        long weight = shared.weight();

        shared.rule(rule("db", "cpu", "host", "b"));

        assertThat(shared.weight() - weight).isLessThan(64);
    }

    @Test
    void wordsOfItsOwnWeighWhatTheyTake() {
        shared.rule(rule("db", "cpu", "host", "a"));
        long weight = shared.weight();

        shared.rule(rule("x".repeat(100), "y".repeat(100), "k".repeat(100), "v".repeat(100)));

        assertThat(shared.weight() - weight).isGreaterThan(4 * 150);
    }

    @Test
    void holdersWeighOnce() {
        shared.holders(Set.of("editors", "owners"));
        long weight = shared.weight();

        shared.holders(new HashSet<>(Set.of("owners", "editors")));

        assertThat(weight).isEqualTo(2 * Weights.HOLDER);
        assertThat(shared.weight()).isEqualTo(weight);
    }

    private static String rule(String bucket, String measurement, String key, String value) {
        return """
                {"resource_type": "buckets", "name": {"match": "exact", "value": "%s"},
                 "measurement": {"match": "exact", "value": "%s"},
                 "tags": [{"key": "%s", "match": "exact", "value": "%s"}], "actions": ["read"]}""".formatted(bucket, measurement, key, value);
    }
}
