package io.gatehouse.api.series;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesKeysTest {

    @Test
    void numbersEachSeriesOnce() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        List<int[]> places = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            String key = "m,host=h" + random.nextInt(10_000) + ",x=" + "y".repeat(random.nextInt(9));
            places.add(new int[] {text.length(), text.length() + key.length()});
            text.append(key);
        }
        byte[] body = text.toString().getBytes(UTF_8);
        SeriesKeys keys = new SeriesKeys(body);
        Map<String, Integer> expected = new HashMap<>();
        for (int[] place : places) {
            String key = text.substring(place[0], place[1]);
            int number = expected.computeIfAbsent(key, unknown -> expected.size());
            assertThat(keys.number(place[0], place[1])).isEqualTo(number);
        }
    }

    @Test
    void knowsNoMoreThanItMay() {
        int length = "1000000".length();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= SeriesKeys.MOST; i++) {
            text.append(1_000_000 + i);
        }
        SeriesKeys keys = new SeriesKeys(text.toString().getBytes(UTF_8));
        for (int i = 0; i < SeriesKeys.MOST; i++) {
            assertThat(keys.number(i * length, (i + 1) * length)).isEqualTo(i);
        }

        int last = SeriesKeys.MOST * length;
        assertThat(keys.number(last, last + length)).isEqualTo(SeriesKeys.NONE);
        assertThat(keys.number(last, last + length)).isEqualTo(SeriesKeys.NONE);
        assertThat(keys.number(0, length)).as("one that is known").isZero();
    }
}
