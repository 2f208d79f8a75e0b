package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MatchTreeTest {
    @RepeatedTest(30)
    void findsWhatAScanFindsAfterAnyChanges(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        Map<Match, Integer> expected = new HashMap<>();
        MatchTree<Integer> tree = MatchTree.empty();
        for (int step = 0; step < 400; step++) {
            Match match = new Match(random.nextBoolean() ? Match.Kind.EXACT : Match.Kind.PREFIX, text(random, 1));
            if (random.nextInt(3) == 0) {
                expected.remove(match);
                tree = tree.with(match, old -> null);
            } else {
                int value = step;
                expected.put(match, value);
                tree = tree.with(match, old -> value);
            }
            String asked = text(random, 0);
            assertThat(along(tree, asked)).containsExactlyInAnyOrderElementsOf(scan(expected, asked));
            assertThat(all(tree)).containsExactlyInAnyOrderElementsOf(expected.values());
            assertThat(tree.isEmpty()).isEqualTo(expected.isEmpty());
        }
    }

    @Test
    void givesTheOldValueToTheChange() {
        MatchTree<Integer> tree = MatchTree.<Integer>empty().with(Match.exact("a"), old -> 1);

        MatchTree<Integer> changed = tree.with(Match.exact("a"), old -> old == null ? 0 : old + 1);

        assertThat(along(changed, "a")).containsExactly(2);
        assertThat(along(tree, "a")).containsExactly(1);
    }

    @Test
    void anAsteriskIsALiteral() {
        MatchTree<Integer> tree =
                MatchTree.<Integer>empty().with(Match.exact("*"), old -> 1).with(Match.prefix("a*"), old -> 2);

        assertThat(along(tree, "anything")).isEmpty();
        assertThat(along(tree, "*")).containsExactly(1);
        assertThat(along(tree, "a*b")).containsExactly(2);
    }

    private static String text(SplittableRandom random, int least) {
        int length = least + random.nextInt(5);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }

    private static List<Integer> scan(Map<Match, Integer> values, String asked) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().matches(asked))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static List<Integer> along(MatchTree<Integer> tree, String asked) {
        List<Integer> found = new ArrayList<>();
        for (MatchTree<Integer> at = tree.next(asked); at != null; at = at.next(asked)) {
            if (at.prefix() != null) {
                found.add(at.prefix());
            }
            if (at.exact(asked) != null) {
                found.add(at.exact(asked));
            }
        }
        return found;
    }

    private static List<Integer> all(MatchTree<Integer> tree) {
        List<Integer> found = new ArrayList<>();
        tree.any(value -> !found.add(value));
        return found;
    }
}
