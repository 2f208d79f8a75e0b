package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class RuleNodeTest {
    private static final Holder EVERYBODY = Holder.Everybody.EVERYBODY;

    @RepeatedTest(20)
    void holdsWhatWasPutInAndNotTakenOut(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        Map<Matcher, Rule> expected = new HashMap<>();
        RuleNode node = RuleLeaf.empty(0);
        for (int step = 0; step < 1_600; step++) {
            boolean growing = step % 800 < 400;
            Matcher matcher = Matcher.series(Match.exact("db"), measurement(random), tags(random));
            Rule old = expected.get(matcher);
            if (old == null && growing) {
                Rule rule = Rule.of(new RuleId(step + 1), matcher);
                expected.put(matcher, rule);
                node = changed(node, matcher, rules -> rules.with(EVERYBODY, rule));
            } else if (old != null && !growing) {
                expected.remove(matcher);
                node = changed(node, matcher, rules -> rules.without(EVERYBODY, old));
            }
            assertThat(node.size()).isEqualTo(expected.size());
            assertThat(node.getClass()).isEqualTo(kind(expected.keySet()));
            assertThat(rules(node)).containsExactlyInAnyOrderElementsOf(expected.values());
        }
    }

    /** It follows from the rules alone, and not from the order of changes. */
    private static Class<? extends RuleNode> kind(Set<Matcher> matchers) {
        if (matchers.size() <= RuleNode.MOST_IN_LEAF) {
            return RuleLeaf.class;
        }
        boolean measured = matchers.stream().anyMatch(matcher -> matcher.measurement() != null);
        return measured ? MeasurementBranch.class : TagBranch.class;
    }

    private static RuleNode changed(RuleNode node, Matcher matcher, UnaryOperator<Rules> change) {
        RuleNode changed = RuleNode.with(node, 0, new RuleNode.Change(RulePath.of(matcher), change));
        return changed == null ? RuleLeaf.empty(0) : changed;
    }

    private static List<Rule> rules(RuleNode node) {
        List<Rule> rules = new ArrayList<>();
        node.visit((path, here) -> rules.add(((Rules.One) here).rule()));
        return rules;
    }

    private static @Nullable Match measurement(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> Match.exact("cpu");
            case 1 -> Match.prefix("c");
            default -> null;
        };
    }

    /** None, one or two tags out of a hundred choices. */
    private static List<TagMatch> tags(SplittableRandom random) {
        List<TagMatch> tags = new ArrayList<>();
        for (String key : List.of("a", "b")) {
            int value = random.nextInt(12);
            if (value > 0) {
                tags.add(value % 3 == 0 ? TagMatch.prefix(key, "v" + value) : TagMatch.exact(key, "v" + value));
            }
        }
        return tags;
    }
}
