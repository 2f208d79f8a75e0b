package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SignsTest {
    @Test
    void hasTheSignOfEveryMatchThatATextMeets() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            String text = text(random, 1 + random.nextInt(90));
            Signs signs = Signs.of(Series.of("m", Map.of("tag", text)));
            assertThat(signs.mayHave(Signs.of(Match.exact(text)))).isTrue();
            for (int end = 1; end <= text.length(); end++) {
                Match prefix = Match.prefix(text.substring(0, end));
                assertThat(signs.mayHave(Signs.of(prefix)))
                        .as("%s of %s", prefix, text)
                        .isTrue();
            }
        }
    }

    @Test
    void hasTheSignsOfTheMeasurement() {
        Signs signs = Signs.of(Series.of("cpu_load", Map.of()));

        assertThat(signs.mayHave(Signs.of(Match.exact("cpu_load")))).isTrue();
        assertThat(signs.mayHave(Signs.of(Match.prefix("cpu_")))).isTrue();
        assertThat(signs.mayHave(Signs.NONE)).isTrue();
    }

    @Test
    void seldomHasTheSignOfAnotherText() {
        SplittableRandom random = new SplittableRandom(2);
        int wrong = 0;
        for (int i = 0; i < 10_000; i++) {
            Signs signs = Signs.of(Series.of("m", Map.of("a", text(random, 16), "b", text(random, 16))));
            wrong += signs.mayHave(Signs.of(Match.exact(text(random, 16)))) ? 1 : 0;
        }
        assertThat(wrong).isLessThan(100);
    }

    private static String text(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
