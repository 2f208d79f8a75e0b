package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Condition;
import io.gatehouse.decision.Grant;
import io.gatehouse.decision.Match;
import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Restriction;
import io.gatehouse.decision.RuleId;
import io.gatehouse.decision.TagMatch;
import io.gatehouse.decision.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Weights of what is ordinary, and of what is as large as the doors let it be, held against what it takes. */
class WeightsTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId(1);
    private static final String LONG_TEXT = "x".repeat(4090);

    @Test
    void ordinaryRulesWeighTheSame() {
        assertThat(Weights.of(restriction(tagged(2, "a")))).isEqualTo(1280);
        assertThat(Weights.of(grant(tagged(2, "a"), 3))).isEqualTo(1280);
    }

    @Test
    void largeRulesWeighWhatIsInThem() {
        assertThat(Weights.of(restriction(tagged(100, LONG_TEXT)))).isGreaterThan(100 * 4096);
        assertThat(Weights.of(restriction(conditions(100)))).isGreaterThan(43_000);
        assertThat(Weights.of(grant(tagged(2, "a"), 10_000))).isGreaterThan(605_000);
    }

    @Test
    void manyPermissionsAndAttributesWeighMuch() {
        Map<String, String> attributes = new HashMap<>();
        IntStream.range(0, 1000).forEach(i -> attributes.put("key" + i, LONG_TEXT));

        assertThat(Weights.of(attributes)).isGreaterThan(1000 * 4096);
        assertThat(Weights.of(all(10_000, i -> Permission.on(ORGANIZATION, Permission.READ, "buckets", i + 1L))))
                .isGreaterThan(3_230_000);
    }

    @Test
    void changedRulesChangeTheWeight() {
        Restriction light = restriction(tagged(2, "a"));
        Restriction heavy = restriction(tagged(100, LONG_TEXT));
        PolicySnapshot with =
                PolicySnapshot.builder(ORGANIZATION, 1).restriction(light).build();
        PolicySnapshot after = with.edit(2).put(heavy).build();
        var loaded = new Loaded(with, "org", Set.of(), Map.of(), 1, Weight.of(Weights.of(light)), 0);
        var changed = new RuleRows(Set.of(light.id().value()), Set.of(), List.of(), List.of());

        assertThat(loaded.ruleWeightAfter(changed, after)).isEqualTo(Weight.of(Weights.of(heavy)));
        assertThat(loaded.ruleWeightAfter(
                        changed, with.edit(2).removeRestriction(light.id()).build()))
                .isEqualTo(Weight.NONE);
    }

    @Test
    void rulesThatChangeOverAndOverWeighNoMoreThanAlone() {
        Weight weight = new Weight(10 * Weights.RULE, 10 * Weights.LEAST_RULE);
        for (int i = 0; i < 100; i++) {
            weight = weight.replaced(Weights.RULE, Weights.RULE);
        }

        assertThat(weight).isEqualTo(Weight.of(10 * Weights.RULE));
        assertThat(new Weight(10 * Weights.RULE, 10 * Weights.LEAST_RULE).replaced(Weights.RULE, 0))
                .isEqualTo(new Weight(9 * Weights.RULE, 9 * Weights.LEAST_RULE));
        assertThat(new Weight(10 * Weights.RULE, 10 * Weights.LEAST_RULE).replaced(0, Weights.RULE))
                .as("its words are its own")
                .isEqualTo(new Weight(11 * Weights.RULE, 10 * Weights.LEAST_RULE + Weights.RULE));
    }

    private static Restriction restriction(Matcher matcher) {
        return new Restriction(new RuleId(1), matcher, Set.of("read"));
    }

    private static Grant grant(Matcher matcher, int users) {
        Set<UserId> holders = all(users, i -> new UserId(i + 1)).stream().collect(Collectors.toSet());
        return new Grant(new RuleId(1), matcher, Set.of("read"), holders, Set.of(), Set.of());
    }

    private static Matcher tagged(int tags, String value) {
        return Matcher.series(
                Match.exact("telegraf"), Match.exact("network"), all(tags, i -> TagMatch.exact("key" + i, value)));
    }

    private static Matcher conditions(int number) {
        return new Matcher(
                "buckets",
                Match.exact("db"),
                null,
                List.of(),
                all(number, i -> Condition.of("resource.a" + i, "exact", "x")));
    }

    private static <T> List<T> all(int number, IntFunction<T> one) {
        return IntStream.range(0, number).mapToObj(one).toList();
    }
}
