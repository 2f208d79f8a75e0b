package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class RuleNodeTest {
    private static final Holder EVERYBODY = Holder.Everybody.EVERYBODY;

    @RepeatedTest(20)
    void holdsWhatWasPutInAndNotTakenOut(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        Map<List<TagMatch>, Rule> expected = new HashMap<>();
        RuleNode node = RuleLeaf.empty(0);
        for (int step = 0; step < 600; step++) {
            boolean growing = step % 300 < 150;
            List<TagMatch> tags = tags(random);
            Matcher matcher = Matcher.series(Match.exact("db"), null, tags);
            Rule old = expected.get(tags);
            if (old == null && growing) {
                Rule rule = Rule.of(new RuleId(step + 1), matcher);
                expected.put(tags, rule);
                node = changed(node, matcher, rules -> rules.with(EVERYBODY, rule));
            } else if (old != null && !growing) {
                expected.remove(tags);
                node = changed(node, matcher, rules -> rules.without(EVERYBODY, old));
            }
            assertThat(node.size()).isEqualTo(expected.size());
            assertThat(node).isInstanceOf(expected.size() > RuleNode.MOST_IN_LEAF ? RuleBranch.class : RuleLeaf.class);
            assertThat(rules(node)).containsExactlyInAnyOrderElementsOf(expected.values());
        }
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
