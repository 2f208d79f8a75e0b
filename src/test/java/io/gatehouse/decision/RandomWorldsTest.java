package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine against the reference, and the laws, over seeded random worlds. A failure prints its seed. */
class RandomWorldsTest {
    private static final int QUESTIONS = 60;
    private static final int[] STEPS = {0, 3, 10, 30, 100};

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void decidesAsTheReferenceDoes(long seed) {
        RandomWorlds worlds = new RandomWorlds(seed);
        World world = worlds.world(seed % 3 == 0 ? 60 : 12);
        PolicySnapshot snapshot = world.snapshot();
        for (int i = 0; i < QUESTIONS; i++) {
            assertSame(seed, world, snapshot, worlds.asked());
        }
    }

    @Test
    void decidesAsTheReferenceDoesWithThousandsOfRules() {
        for (long seed = 1001; seed <= 1003; seed++) {
            RandomWorlds worlds = new RandomWorlds(seed);
            World world = worlds.world(1500);
            PolicySnapshot snapshot = world.snapshot();
            for (int i = 0; i < 50; i++) {
                assertSame(seed, world, snapshot, worlds.asked());
            }
        }
    }

    @Test
    void theRandomQuestionsReachEveryAnswer() {
        Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
        seeds().forEach(seed -> {
            RandomWorlds worlds = new RandomWorlds(seed);
            PolicySnapshot snapshot = worlds.world(12).snapshot();
            IntStream.range(0, QUESTIONS)
                    .forEach(i -> counts.merge(worlds.asked().decide(snapshot).reason(), 1, Integer::sum));
        });

        for (Reason reason : Reason.values()) {
            if (reason != Reason.MALFORMED) {
                assertThat(counts.getOrDefault(reason, 0))
                        .as("%s of %s", reason, counts)
                        .isGreaterThan(100);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void orderIsIrrelevant(long seed) {
        RandomWorlds worlds = new RandomWorlds(seed);
        World world = worlds.world(12);
        PolicySnapshot snapshot = world.snapshot();
        PolicySnapshot other = world.shuffled(new SplittableRandom(seed)).snapshot();
        for (int i = 0; i < QUESTIONS; i++) {
            World.Asked asked = worlds.asked();
            assertThat(asked.decide(other)).as("seed %d: %s", seed, asked).isEqualTo(asked.decide(snapshot));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void addingARestrictionNeverAllowsMore(long seed) {
        RandomWorlds worlds = new RandomWorlds(seed);
        World world = worlds.world(12);
        PolicySnapshot snapshot = world.snapshot();
        PolicySnapshot more = snapshot.edit(2).put(worlds.restriction(200_000)).build();
        for (int i = 0; i < QUESTIONS; i++) {
            World.Asked asked = worlds.asked();
            if (asked.decide(more).allowed()) {
                assertThat(asked.decide(snapshot).allowed())
                        .as("seed %d: %s", seed, asked)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void addingAGrantNeverAllowsLessAndLiftsOnlyRestrictionsOnWhatItMatches(long seed) {
        RandomWorlds worlds = new RandomWorlds(seed);
        World world = worlds.world(12);
        PolicySnapshot snapshot = world.snapshot();
        Grant grant = worlds.grant(200_000);
        PolicySnapshot more = snapshot.edit(2).put(grant).build();
        for (int i = 0; i < QUESTIONS; i++) {
            World.Asked asked = worlds.asked();
            Decision before = asked.decide(snapshot);
            Decision after = asked.decide(more);
            assertThat(after.allowed() || !before.allowed())
                    .as("seed %d: %s", seed, asked)
                    .isTrue();
            if (after.allowed() && !before.allowed()) {
                assertThat(before.reason()).as("seed %d: %s", seed, asked).isEqualTo(Reason.RESTRICTION);
                assertThat(after.reason()).isEqualTo(Reason.GRANT);
                assertThat(grant.actions()).contains(asked.action().name());
                assertThat(grant.matcher().resourceType())
                        .isEqualTo(asked.resource().type());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPermissionAloneNeverPassesARestriction(long seed) {
        RandomWorlds worlds = new RandomWorlds(seed);
        World world = worlds.world(12);
        PolicySnapshot snapshot = world.with(world.restrictions(), List.of()).snapshot();
        PolicySnapshot unrestricted = world.with(List.of(), List.of()).snapshot();
        for (int i = 0; i < QUESTIONS; i++) {
            World.Asked asked = worlds.asked();
            Decision decision = asked.decide(snapshot);
            assertThat(decision.reason()).as("seed %d: %s", seed, asked).isNotEqualTo(Reason.GRANT);
            if (decision.reason() == Reason.RESTRICTION) {
                assertThat(asked.decide(unrestricted).reason()).isEqualTo(Reason.NO_RESTRICTION);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void openSeriesAreAllowedOnlyIfEachPointIs(long seed) {
        RandomWorlds worlds = new RandomWorlds(seed);
        PolicySnapshot snapshot = worlds.world(12).snapshot();
        for (int i = 0; i < QUESTIONS; i++) {
            World.Asked open = worlds.asked();
            World.Asked other = worlds.asked();
            Resource wide = open.resource();
            if (!wide.type().equals("buckets") || !open.decide(snapshot).allowed()) {
                continue;
            }
            String measurement = wide.measurement() != null
                    ? wide.measurement()
                    : other.resource().measurement();
            Map<String, String> tags =
                    wide.tags() != null ? wide.tags() : other.resource().tags();
            Resource point = new Resource("buckets", wide.name(), measurement, tags, wide.attributes());
            World.Asked narrow = new World.Asked(open.subject(), open.action(), point, open.context());
            assertThat(narrow.decide(snapshot).allowed())
                    .as("seed %d: %s of %s", seed, narrow, open)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void manySeriesOfABucketAreDecidedOnAsEachAlone(long seed) {
        RandomWorlds worlds = new RandomWorlds(seed);
        PolicySnapshot snapshot = worlds.world(seed % 3 == 0 ? 60 : 12).snapshot();
        List<Resource> series = new ArrayList<>(List.of(
                Resource.series("any", "", Map.of()),
                Resource.series("any", "m\n", null),
                Resource.series("any", null, Map.of("", "v")),
                Resource.series("any", "m", Map.of("k", "\0"))));
        IntStream.range(0, QUESTIONS).forEach(i -> series.add(worlds.asked().resource()));
        for (int i = 0; i < QUESTIONS; i++) {
            World.Asked asked = worlds.asked();
            String bucket = i == 0 ? "two\nlines" : asked.resource().name();
            SeriesDecisions decisions = SeriesDecisions.of(
                    snapshot, asked.subject(), asked.action(), bucket, asked.context(), DecisionTable.NOW);
            for (Resource one : series) {
                Resource alone = Resource.series(bucket, one.measurement(), one.tags());
                World.Asked same = new World.Asked(asked.subject(), asked.action(), alone, asked.context());
                assertThat(decisions.decideWithin(Steps.unlimited(), one.measurement(), one.tags()))
                        .as("seed %d: %s", seed, same)
                        .isEqualTo(same.decide(snapshot));
                assertThat(decisions.decideWithin(Steps.of(i), one.measurement(), one.tags()))
                        .as("seed %d: %s in %d steps", seed, same, i)
                        .isIn(same.decide(snapshot), null);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void editedRulesDecideAsRulesFromTheStart(long seed) {
        RandomWorlds worlds = new RandomWorlds(seed);
        World from = worlds.world(12);
        World to = from.with(worlds.world(12).restrictions(), worlds.world(12).grants());
        PolicySnapshot.RuleEdit edit = from.snapshot().edit(2);
        to.restrictions().forEach(edit::put);
        from.restrictions().stream()
                .map(Restriction::id)
                .filter(id ->
                        to.restrictions().stream().noneMatch(rule -> rule.id().equals(id)))
                .forEach(edit::removeRestriction);
        from.grants().stream()
                .map(Grant::id)
                .filter(id -> to.grants().stream().noneMatch(rule -> rule.id().equals(id)))
                .forEach(edit::removeGrant);
        to.grants().forEach(edit::put);
        PolicySnapshot edited = edit.build();
        PolicySnapshot fresh = to.snapshot();
        for (int i = 0; i < QUESTIONS; i++) {
            World.Asked asked = worlds.asked();
            assertThat(asked.decide(edited)).as("seed %d: %s", seed, asked).isEqualTo(asked.decide(fresh));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void withoutFactsNothingIsAllowed(long seed) {
        RandomWorlds worlds = new RandomWorlds(seed);
        PolicySnapshot snapshot = PolicySnapshot.builder(RandomWorlds.HERE, 1).build();
        for (int i = 0; i < QUESTIONS; i++) {
            World.Asked asked = worlds.asked();
            if (asked.subject() instanceof Subject.OfUser || asked.subject() instanceof Subject.Unknown) {
                assertThat(asked.decide(snapshot).allowed())
                        .as("seed %d: %s", seed, asked)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anotherOrganizationsDataChangesNothing(long seed) {
        RandomWorlds worlds = new RandomWorlds(seed);
        PolicySnapshot snapshot = worlds.world(12).snapshot();
        for (int i = 0; i < QUESTIONS; i++) {
            World.Asked asked = worlds.asked();
            if (asked.subject() instanceof Subject.OfToken bearer) {
                List<Permission> more =
                        new ArrayList<>(bearer.token().permissions().list());
                worlds.permissions().stream()
                        .filter(permission -> RandomWorlds.ELSEWHERE.equals(permission.organization()))
                        .forEach(more::add);
                Subject other = Subject.token(with(bearer.token(), more), bearer.roles());
                World.Asked again = new World.Asked(other, asked.action(), asked.resource(), asked.context());
                assertThat(again.decide(snapshot))
                        .as("seed %d: %s", seed, again)
                        .isEqualTo(asked.decide(snapshot));
            }
        }
    }

    private static Token with(Token token, List<Permission> permissions) {
        return new Token(
                token.id(),
                token.organization(),
                token.active(),
                token.expiresAt(),
                token.organizationActive(),
                token.user(),
                token.userActive(),
                PermissionSet.of(permissions));
    }

    private static void assertSame(long seed, World world, PolicySnapshot snapshot, World.Asked asked) {
        Decision decision = asked.decide(snapshot);
        ReferenceEngine.Verdict expected = new ReferenceEngine(world, asked, DecisionTable.NOW).decide();
        boolean ruleFits = expected.rules().isEmpty()
                ? decision.rule() == null
                : decision.rule() != null && expected.rules().contains(decision.rule());
        if (decision.allowed() != expected.allowed() || decision.reason() != expected.reason() || !ruleFits) {
            fail("seed %d: %s is %s and not %s", seed, asked, decision, expected);
        }
        for (int steps : STEPS) {
            assertThat(asked.decideWithin(steps, snapshot))
                    .as("seed %d: %s in %d steps", seed, asked, steps)
                    .isIn(decision, null);
        }
        assertThat(asked.decideWithin(Integer.MAX_VALUE, snapshot)).isEqualTo(decision);
    }
}
