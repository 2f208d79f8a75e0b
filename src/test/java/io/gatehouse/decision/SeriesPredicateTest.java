package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The predicate of a bucket says of each of its series what the engine decides. */
class SeriesPredicateTest {
    private static final Instant NOW = Instant.parse("2025-06-01T00:00:00Z");
    private static final List<String> WORDS = List.of("a", "ab", "abc", "b", "ba", "c", "");
    private static final UserId READER = new UserId(1);

    @Test
    void holdsForASeriesIfItIsAllowed() {
        Map<SeriesPredicate.Mode, Integer> seen = new EnumMap<>(SeriesPredicate.Mode.class);
        LongStream.rangeClosed(1, 300).forEach(seed -> {
            RandomWorlds worlds = new RandomWorlds(seed);
            PolicySnapshot snapshot = worlds.world(seed % 3 == 0 ? 60 : 12).snapshot();
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < 60; i++) {
                World.Asked asked = worlds.asked();
                if (asked.resource().type().equals("buckets")) {
                    seen.merge(compare(seed, snapshot, asked, random), 1, Integer::sum);
                }
            }
        });

        assertThat(seen.get(SeriesPredicate.Mode.CONDITION)).isGreaterThan(500);
        assertThat(seen.get(SeriesPredicate.Mode.ALL)).isGreaterThan(500);
        assertThat(seen.get(SeriesPredicate.Mode.NONE)).isGreaterThan(500);
    }

    private static SeriesPredicate.Mode compare(
            long seed, PolicySnapshot snapshot, World.Asked asked, SplittableRandom random) {
        String measurement = random.nextBoolean() ? null : WORDS.get(random.nextInt(6));
        Resource open = with(asked.resource(), measurement, null);
        SeriesPredicate predicate =
                SeriesPredicate.of(snapshot, asked.subject(), asked.action(), open, asked.context(), NOW);
        for (int i = 0; i < 40; i++) {
            String name = measurement == null ? WORDS.get(random.nextInt(6)) : measurement;
            Map<String, String> tags = new HashMap<>();
            for (String key : List.of("k1", "k2", "k3", "k4")) {
                if (random.nextBoolean()) {
                    tags.put(key, WORDS.get(random.nextInt(WORDS.size())));
                }
            }
            Resource series = with(asked.resource(), name, tags);
            boolean allowed = DecisionEngine.decide(
                            snapshot, asked.subject(), asked.action(), series, asked.context(), NOW)
                    .allowed();
            assertThat(holds(predicate, name, tags))
                    .as("seed %d: %s %s: %s", seed, asked, series, predicate)
                    .isEqualTo(allowed);
        }
        return predicate.mode();
    }

    @Test
    void saysNothingThatAnotherRuleSaysAlready() {
        Matcher network = series("network");
        Matcher east = series("network", TagMatch.exact("dc", "east"));
        Matcher eastern = series("network", TagMatch.prefix("dc", "ea"));
        Matcher host = series("network", TagMatch.exact("dc", "east"), TagMatch.exact("host", "a"));

        assertThat(predicate(List.of(network, east), List.of(eastern, east, host))
                        .condition())
                .isEqualTo(new SeriesCondition.OfTag(TagMatch.prefix("dc", "ea")));
        assertThat(predicate(List.of(east, host), List.of()).condition())
                .isEqualTo(new SeriesCondition.Not(new SeriesCondition.OfTag(TagMatch.exact("dc", "east"))));
        assertThat(predicate(List.of(east, host), List.of(eastern)).mode()).isEqualTo(SeriesPredicate.Mode.ALL);
        assertThat(predicate(List.of(network), List.of(network)).mode()).isEqualTo(SeriesPredicate.Mode.ALL);
        assertThat(predicate(List.of(network), List.of(series("cpu"))).mode()).isEqualTo(SeriesPredicate.Mode.NONE);
        assertThat(predicate(List.of(east), List.of(series("network", TagMatch.exact("dc", "west"))))
                        .condition())
                .isEqualTo(new SeriesCondition.Not(new SeriesCondition.OfTag(TagMatch.exact("dc", "east"))));
    }

    @Test
    void ofTooManyRulesThereIsNoCondition() {
        List<Matcher> hosts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            hosts.add(series("network", TagMatch.exact("host", "h" + i)));
        }
        assertThat(predicate(hosts, List.of()).mode()).isEqualTo(SeriesPredicate.Mode.CONDITION);

        hosts.add(series("network", TagMatch.exact("host", "one more")));
        assertThat(predicate(hosts, List.of()).mode()).isEqualTo(SeriesPredicate.Mode.TOO_LARGE);

        hosts.add(series("network"));
        assertThat(predicate(hosts, List.of()).mode()).isEqualTo(SeriesPredicate.Mode.NONE);
    }

    @Test
    void rulesThatAreLongToCompareHaveNoCondition() {
        List<Matcher> ordinary = new ArrayList<>();
        List<Matcher> heavy = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            ordinary.add(series("network", TagMatch.exact("host", "h" + i), TagMatch.exact("dc", "d" + i)));
            List<TagMatch> tags = new ArrayList<>(List.of(TagMatch.exact("host", "h" + i)));
            for (int tag = 0; tag < 99; tag++) {
                tags.add(TagMatch.exact("tag" + tag, "same"));
            }
            heavy.add(series("network", tags.toArray(TagMatch[]::new)));
        }
        assertThat(predicate(ordinary, ordinary.subList(0, 250)).mode()).isEqualTo(SeriesPredicate.Mode.CONDITION);
        assertThat(predicate(heavy, heavy.subList(0, 250)).mode()).isEqualTo(SeriesPredicate.Mode.TOO_LARGE);
    }

    @Test
    void longTextsHaveNoCondition() {
        List<Matcher> hosts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            hosts.add(series("network", TagMatch.exact("host", i + "x".repeat(60_000))));
        }
        assertThat(predicate(hosts, List.of()).mode()).isEqualTo(SeriesPredicate.Mode.TOO_LARGE);
        assertThat(predicate(hosts.subList(0, 10), List.of()).mode()).isEqualTo(SeriesPredicate.Mode.CONDITION);
    }

    private static SeriesPredicate predicate(List<Matcher> restrictions, List<Matcher> grants) {
        var permissions = Map.of("db", Set.of(NamedPermission.READ_DATA));
        PolicySnapshot.Builder builder = PolicySnapshot.builder(new OrganizationId(1), 1)
                .user(new User(READER, "reader", true, false, permissions, List.of(), Map.of()));
        long id = 1;
        for (Matcher matcher : restrictions) {
            builder.restriction(new Restriction(new RuleId(id++), matcher, Set.of("read")));
        }
        for (Matcher matcher : grants) {
            builder.grant(new Grant(new RuleId(id++), matcher, Set.of("read"), Set.of(READER), Set.of(), Set.of()));
        }
        Resource open = Resource.series("db", "network", null);
        return SeriesPredicate.of(
                builder.build(), Subject.user("reader"), Action.READ, open, Context.EMPTY, Instant.EPOCH);
    }

    private static Matcher series(String measurement, TagMatch... tags) {
        return Matcher.series(Match.exact("db"), Match.exact(measurement), List.of(tags));
    }

    private static Resource with(Resource bucket, @Nullable String measurement, @Nullable Map<String, String> tags) {
        return new Resource(bucket.type(), bucket.name(), measurement, tags, bucket.attributes());
    }

    private static boolean holds(SeriesPredicate predicate, String measurement, Map<String, String> tags) {
        SeriesCondition condition = predicate.condition();
        return switch (predicate.mode()) {
            case ALL -> true;
            case NONE -> false;
            case CONDITION -> condition != null && condition.holds(measurement, tags);
            case TOO_LARGE -> throw new AssertionError("too large");
        };
    }
}
