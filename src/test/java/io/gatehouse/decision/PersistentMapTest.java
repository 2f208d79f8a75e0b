package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistentMapTest {
    private static final int SMALL_STACK = 256 * 1024;

    /** A key whose hash is shared by many others, and its text by some of them. */
    private record Key(int value, int hashes) {
        @Override
        public int hashCode() {
            return value % hashes;
        }

        @Override
        public String toString() {
            return "key " + value % 7;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 40, 1100, 100_000})
    void holdsWhatAHashMapHolds(int hashes) {
        SplittableRandom random = new SplittableRandom(hashes);
        Map<Key, Integer> expected = new HashMap<>();
        PersistentMap<Key, Integer> map = PersistentMap.empty();
        for (int step = 0; step < 4000; step++) {
            Key key = new Key(random.nextInt(300) * 31, hashes);
            if (random.nextInt(3) == 0) {
                expected.remove(key);
                map = map.without(key);
            } else {
                expected.put(key, step);
                map = map.with(key, step);
            }
            assertThat(map.get(key)).isEqualTo(expected.get(key));
            assertThat(map.isEmpty()).isEqualTo(expected.isEmpty());
        }
        for (int value = 0; value < 300; value++) {
            Key key = new Key(value * 31, hashes);
            assertThat(map.get(key)).isEqualTo(expected.get(key));
            map = map.without(key);
        }
        assertThat(map.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 40, 1100, 100_000})
    void madeAtOnceIsWhatIsMadeKeyByKey(int hashes) {
        Map<Key, Integer> expected = new HashMap<>();
        for (int size : new int[] {0, 1, 2, 33, 2000}) {
            while (expected.size() < size) {
                expected.put(new Key(expected.size() * 31, hashes), expected.size());
            }
            PersistentMap<Key, Integer> map = PersistentMap.of(expected);
            assertThat(map.isEmpty()).isEqualTo(expected.isEmpty());
            for (int value = 0; value < size; value++) {
                Key key = new Key(value * 31, hashes);
                assertThat(map.get(key)).isEqualTo(value);
                map = map.with(key, value);
            }
            for (int value = 0; value < size; value++) {
                map = map.without(new Key(value * 31, hashes));
            }
            assertThat(map.isEmpty()).isTrue();
        }
    }

    @Test
    void aChangedCopyLeavesTheOldOneAsItWas() {
        PersistentMap<String, Integer> one =
                PersistentMap.<String, Integer>empty().with("a", 1);

        PersistentMap<String, Integer> other = one.with("a", 2).with("b", 3).without("a");

        assertThat(one.get("a")).isEqualTo(1);
        assertThat(one.get("b")).isNull();
        assertThat(other.get("a")).isNull();
        assertThat(other.get("b")).isEqualTo(3);
    }

    @Test
    void takingAwayWhatIsNotThereChangesNothing() {
        PersistentMap<String, Integer> map =
                PersistentMap.<String, Integer>empty().with("a", 1);

        assertThat(map.without("b")).isSameAs(map);
    }

    @Test
    void keysChosenForTheirHashAreNotNestedInEachOther() throws Exception {
        List<String> keys = keysOfOneHash(13);
        assertThat(keys).extracting(String::hashCode).containsOnly(keys.get(0).hashCode());
        FutureTask<Boolean> work = new FutureTask<>(() -> {
            PersistentMap<String, Integer> map = PersistentMap.empty();
            for (int i = 0; i < keys.size(); i++) {
                map = map.with(keys.get(i), i);
            }
            for (int i = 0; i < keys.size(); i++) {
                assertThat(map.get(keys.get(i))).isEqualTo(i);
                map = map.without(keys.get(i));
            }
            return map.isEmpty();
        });

        new Thread(null, work, "with a small stack", SMALL_STACK).start();

        assertThat(work.get()).isTrue();
    }

    /** Of so many parts, each of which is one of two texts with the same hash. */
    static List<String> keysOfOneHash(int parts) {
        List<String> keys = List.of("");
        for (int part = 0; part < parts; part++) {
            keys = keys.stream()
                    .flatMap(key -> Stream.of(key + "Aa", key + "BB"))
                    .toList();
        }
        return keys;
    }
}
