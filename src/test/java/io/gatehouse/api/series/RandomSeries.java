package io.gatehouse.api.series;

import io.gatehouse.decision.Action;
import io.gatehouse.decision.Match;
import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Steps;
import io.gatehouse.decision.TagMatch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Rules over one measurement, and its series, with all the characters that InfluxQL and regular expressions mind. */
final class RandomSeries {
    static final String MEASUREMENT = "net work";
    static final List<String> KEYS = List.of("dc", "host", "a \"key\"", "b\\key", "k=,");
    private static final List<String> VALUES = List.of(
            "east",
            "ea",
            "east/1",
            "west",
            "a.b",
            "a+b",
            "it's",
            "say \"x\"",
            "C:\\dir",
            "tail\\x",
            "a/b",
            "[x]",
            "(y",
            "$1",
            "^2",
            "z|e",
            "ü",
            "\uD83D\uDE80x",
            "a b",
            "e=f,g",
            "{1}",
            "*",
            "?",
            "true",
            "/^e/");

    private final SplittableRandom random;

    RandomSeries(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The tags of different series; those without any among them. */
    Set<Map<String, String>> series(int size) {
        Set<Map<String, String>> all = new LinkedHashSet<>();
        all.add(Map.of());
        while (all.size() < size) {
            Map<String, String> tags = new TreeMap<>();
            for (String key : KEYS) {
                if (random.nextInt(3) == 0) {
                    tags.put(key, pick(VALUES));
                }
            }
            all.add(tags);
        }
        return all;
    }

    SeriesAsking asking() {
        PolicySnapshot.Builder world = Worlds.world();
        int id = 1;
        for (int i = random.nextInt(4); i >= 0; i--) {
            world.restriction(Worlds.restriction(id++, matcher()));
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            world.grant(Worlds.grant(id++, matcher()));
        }
        return Worlds.asking(world.build(), Action.READ);
    }

    /** Whether it is allowed to whoever asks on the series of {@link #MEASUREMENT} with these tags. */
    static boolean allowed(SeriesAsking asking, Map<String, String> tags) {
        return Objects.requireNonNull(asking.decisions().decideWithin(Steps.unlimited(), MEASUREMENT, tags))
                .allowed();
    }

    private Matcher matcher() {
        List<TagMatch> tags = new ArrayList<>();
        List<String> keys = new ArrayList<>(KEYS);
        for (int i = random.nextInt(4); i > 0; i--) {
            String value = pick(VALUES);
            String key = keys.remove(random.nextInt(keys.size()));
            boolean prefix = random.nextBoolean();
            int end = value.offsetByCodePoints(0, 1 + random.nextInt(value.codePointCount(0, value.length())));
            tags.add(prefix ? TagMatch.prefix(key, value.substring(0, end)) : TagMatch.exact(key, value));
        }
        Match measurement = random.nextBoolean() ? Match.prefix("net") : null;
        return Matcher.series(Match.exact("db"), measurement, tags);
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
