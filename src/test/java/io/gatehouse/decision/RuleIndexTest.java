package io.gatehouse.decision;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The index grown over each of its limits and back, held against a scan of all rules. */
class RuleIndexTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Match DB = Match.exact("db");
    private static final UserId READER = new UserId(1);

    /** More than a page holds, so that they stand in forks. */
    private static final int MANY = 3 * FacetTable.MOST_IN_PAGE;

    @Test
    void thousandsOfValuesOfOneTag() {
        growsAndShrinks(
                MANY, 97, i -> series(null, TagMatch.exact("host", "host" + i)), i -> tagged("host", "host" + i));
    }

    @Test
    void thousandsOfNames() {
        growsAndShrinks(
                MANY,
                97,
                i -> Matcher.bucket(i % 2 == 0 ? Match.exact("bucket" + i) : Match.prefix("bucket" + i + "-")),
                i -> Resource.series("bucket" + i + (i % 2 == 0 ? "" : "-a"), "m", Map.of()));
    }

    @Test
    void thousandsOfMeasurementsBelowOneTag() {
        growsAndShrinks(
                MANY,
                97,
                i -> series(Match.exact("m" + i), TagMatch.exact("host", "a")),
                i -> Resource.series("db", "m" + i, Map.of("host", "a")));
    }

    @Test
    void everyRuleWithATagOfItsOwn() {
        growsAndShrinks(300, 1, i -> series(null, TagMatch.prefix("key" + i, "a")), i -> tagged("key" + i, "ab"));
    }

    @Test
    void everyRuleWithALengthOfItsOwn() {
        String text = "ab".repeat(200);
        growsAndShrinks(
                200,
                1,
                i -> series(null, TagMatch.prefix("host", text.substring(0, 399 - i) + "-")),
                i -> tagged("host", text.substring(0, 399 - i) + "-x"));
    }

    @Test
    void everyRuleWithAnAttributeOfItsOwn() {
        growsAndShrinks(
                100,
                1,
                i -> new Matcher("buckets", DB, null, List.of(), List.of(Condition.of("resource.a" + i, "exact", "x"))),
                i -> new Resource("buckets", "db", "m", Map.of(), Map.of("a" + i, "x")));
    }

    /** Every rule is found as soon as it is there, and no longer; what was is left as it was. */
    private static void growsAndShrinks(
            int rules, int step, IntFunction<Matcher> matcher, IntFunction<Resource> resource) {
        PolicySnapshot snapshot = empty();
        List<PolicySnapshot> grown = new ArrayList<>();
        var all = withoutRules();
        for (int i = 0; i < rules; i++) {
            all.restriction(restriction(i, matcher.apply(i)));
            assertThat(closing(snapshot, resource.apply(i))).isNull();
            snapshot = snapshot.edit(i).put(restriction(i, matcher.apply(i))).build();
            assertThat(closing(snapshot, resource.apply(i))).isEqualTo(id(i));
            grown.add(snapshot);
        }
        PolicySnapshot together = all.build();
        for (int i = 0; i < rules; i++) {
            assertThat(closing(together, resource.apply(i))).isEqualTo(id(i));
            snapshot = snapshot.edit(i).removeRestriction(id(i)).build();
            together = together.edit(i).removeRestriction(id(i)).build();
            for (PolicySnapshot either : List.of(snapshot, together)) {
                assertThat(closing(either, resource.apply(i))).isNull();
                if (i + 1 < rules) {
                    assertThat(closing(either, resource.apply(rules - 1))).isEqualTo(id(rules - 1));
                }
            }
        }
        for (int i = 0; i < rules; i += step) {
            for (int asked = 0; asked < rules; asked += step) {
                RuleId found = closing(grown.get(i), resource.apply(asked));
                assertThat(found).isEqualTo(asked <= i ? id(asked) : null);
            }
        }
        for (PolicySnapshot either : List.of(snapshot, together)) {
            assertThat(either.index().restricts(question(either, resource.apply(0))))
                    .isFalse();
        }
    }

    @RepeatedTest(10)
    void findsWhatAScanFindsAfterAnyChanges(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        Matcher[] expected = new Matcher[400];
        PolicySnapshot snapshot = empty();
        for (int step = 0; step < 1_600; step++) {
            int rule = random.nextInt(expected.length);
            boolean growing = step % 800 < 500;
            expected[rule] = growing ? matcher(random) : null;
            snapshot = growing
                    ? snapshot.edit(step).put(restriction(rule, expected[rule])).build()
                    : snapshot.edit(step).removeRestriction(id(rule)).build();
            Resource asked = Resource.series(text(random), text(random), Map.of("a", text(random), "b", text(random)));
            RuleId found = closing(snapshot, asked);
            if (found == null) {
                assertThat(expected).noneMatch(matcher -> matcher != null && matches(matcher, asked));
            } else {
                assertThat(matches(expected[(int) found.value() - 1], asked)).isTrue();
            }
            Resource open = Resource.series(asked.name(), random.nextBoolean() ? null : asked.measurement(), null);
            boolean closed = false;
            for (Matcher matcher : expected) {
                closed |= matcher != null && possible(matcher, open);
            }
            assertThat(closing(snapshot, open) != null).isEqualTo(closed);
        }
    }

    @Test
    void rulesThatDemandTheSameAreNotCopiedForEachOther() {
        int rules = 20_000;
        var builder = withoutRules();
        for (int i = 0; i < rules; i++) {
            builder.restriction(restriction(i, Matcher.bucket(DB)));
            builder.grant(new Grant(
                    new RuleId(rules + i + 1L),
                    Matcher.bucket(DB),
                    Set.of("write"),
                    Set.of(READER),
                    Set.of(),
                    Set.of()));
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        PolicySnapshot snapshot = builder.build();

        long bytesOfEach = (threads.getCurrentThreadAllocatedBytes() - before) / rules;
        assertThat(bytesOfEach).isLessThan(4096);
        assertThat(closing(snapshot, Resource.bucket("db"))).isEqualTo(id(0));
    }

    /** The snapshot that is asked; one thread changes it. */
    private static final class Current {
        private volatile PolicySnapshot snapshot =
                empty().edit(0).put(restriction(0, hosted(0))).build();
    }

    @Test
    void isReadWhileItIsChanged() throws Exception {
        Current current = new Current();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<?> reading = reader.submit(() -> {
                while (current.snapshot.version() < 2 * MANY) {
                    assertThat(closing(current.snapshot, tagged("host", "host0")))
                            .isEqualTo(id(0));
                    assertThat(closing(current.snapshot, tagged("host", "host")))
                            .isNull();
                }
            });
            PolicySnapshot snapshot = current.snapshot;
            for (int i = 1; i < MANY; i++) {
                snapshot = snapshot.edit(i).put(restriction(i, hosted(i))).build();
                current.snapshot = snapshot;
            }
            for (int i = 1; i < MANY; i++) {
                snapshot = snapshot.edit(MANY + i).removeRestriction(id(i)).build();
                current.snapshot = snapshot;
            }
            current.snapshot = snapshot.edit(2 * MANY).build();
            reading.get();
        } finally {
            reader.shutdownNow();
        }
    }

    private static Matcher hosted(int i) {
        return series(null, TagMatch.exact("host", "host" + i));
    }

    private static boolean matches(@Nullable Matcher matcher, Resource asked) {
        Map<String, String> tags = requireNonNull(asked.tags());
        return matcher != null
                && possible(matcher, asked)
                && matcher.tags().stream().allMatch(tag -> tag.value().matches(requireNonNull(tags.get(tag.key()))));
    }

    /** Whether it matches a series of those that are asked about, whatever their tags. */
    private static boolean possible(Matcher matcher, Resource asked) {
        return (matcher.name() == null || matcher.name().matches(asked.name()))
                && (matcher.measurement() == null
                        || asked.measurement() == null
                        || matcher.measurement().matches(asked.measurement()));
    }

    private static Matcher matcher(SplittableRandom random) {
        List<TagMatch> tags = new ArrayList<>();
        for (String key : List.of("a", "b")) {
            if (random.nextInt(3) != 0) {
                tags.add(new TagMatch(key, match(random)));
            }
        }
        Match name = random.nextInt(8) == 0 ? null : match(random);
        Match measurement = random.nextInt(3) == 0 ? match(random) : null;
        return new Matcher("buckets", name, measurement, tags, List.of());
    }

    private static Match match(SplittableRandom random) {
        return random.nextBoolean() ? Match.exact(text(random)) : Match.prefix(text(random));
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int length = 1 + random.nextInt(4); length > 0; length--) {
            text.append((char) ('a' + random.nextInt(2)));
        }
        return text.toString();
    }

    private static Matcher series(@Nullable Match measurement, TagMatch tag) {
        return Matcher.series(DB, measurement, List.of(tag));
    }

    private static Resource tagged(String key, String value) {
        return Resource.series("db", "m", Map.of(key, value, "other", "x"));
    }

    private static RuleId id(int number) {
        return new RuleId(number + 1L);
    }

    private static Restriction restriction(int number, Matcher matcher) {
        return new Restriction(id(number), matcher, Set.of("read"));
    }

    private static PolicySnapshot empty() {
        return withoutRules().build();
    }

    private static PolicySnapshot.Builder withoutRules() {
        User reader = new User(
                READER, "reader", true, false, Map.of("", Set.of(NamedPermission.READ_DATA)), List.of(), Map.of());
        return PolicySnapshot.builder(new OrganizationId(1), 1).user(reader);
    }

    private static @Nullable RuleId closing(PolicySnapshot snapshot, Resource resource) {
        return DecisionEngine.decide(
                        snapshot, Subject.user("reader", Set.of()), Action.READ, resource, Context.EMPTY, NOW)
                .rule();
    }

    private static Question question(PolicySnapshot snapshot, Resource resource) {
        Asker asker = (Asker) Admission.of(Steps.unlimited(), snapshot, Subject.user("reader", Set.of()), NOW);
        return Question.of(snapshot, asker, Action.READ, resource, Context.EMPTY);
    }
}
