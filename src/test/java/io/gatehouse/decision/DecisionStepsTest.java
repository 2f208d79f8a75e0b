package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However much there is to look at, a decision ends where its steps do; with enough of them it is what it should be. */
class DecisionStepsTest {
    private static final UserId READER = new UserId(1);
    private static final Subject SUBJECT = Subject.user(READER.toString());
    private static final int FEW = 1_000;
    private static final int ENOUGH = 1_000_000;
    private static final Match DB = Match.exact("db");
    private static final int TAGS = 12;
    private static final String LONG_TEXT = "a".repeat(4096);
    private static final Context CONTEXT = new Context(Map.of("time", DecisionTable.NOW.toString(), "ip", "10.1.2.3"));
    private static final Resource SERIES = Resource.series("db", "m", allTags());

    /** A world in which something is many, and a question that meets all of it. */
    record Much(String what, World world, Resource asked) {
        World.Asked question() {
            return new World.Asked(SUBJECT, Action.READ, asked, CONTEXT);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static List<Much> much() {
        return List.of(
                new Much("attributes", closed(20, i -> conditions(100, j -> text("a" + i + "_" + j))), SERIES),
                new Much(
                        "long texts",
                        closed(20, i -> conditions(1, j -> Condition.of("resource.long" + i % 5, "exact", "x" + i))),
                        withLongTexts()),
                new Much("rules on the time", timed(2_000), SERIES),
                new Much("addresses", closed(1_000, i -> conditions(1, j -> address(i))), SERIES),
                new Much("checks of a rule", closed(30, i -> conditions(50, DecisionStepsTest::time)), SERIES),
                new Much("subsets of tags", closed(1 << TAGS, "write", DecisionStepsTest::tagged), SERIES),
                new Much("opened series", opened(1_000), Resource.bucket("db")),
                new Much(
                        "other series", closed(20_000, DecisionStepsTest::elsewhere), Resource.series("db", "m", null)),
                new Much("roles", granted(1), SERIES),
                new Much("roles and grants", granted(2), SERIES));
    }

    @ParameterizedTest
    @MethodSource("much")
    void endsWhereTheStepsDo(Much much) {
        PolicySnapshot snapshot = much.world.snapshot();
        ReferenceEngine.Verdict expected = new ReferenceEngine(much.world, much.question(), DecisionTable.NOW).decide();

        assertThat(much.question().decideWithin(FEW, snapshot)).isNull();
        for (int steps = 1; steps < ENOUGH; steps *= 3) {
            Decision decision = much.question().decideWithin(steps, snapshot);
            assertThat(decision == null || decision.reason() == expected.reason())
                    .as("%s in %d steps", decision, steps)
                    .isTrue();
        }
        assertThat(much.question().decideWithin(ENOUGH, snapshot))
                .isEqualTo(much.question().decide(snapshot))
                .extracting(Decision::reason)
                .isEqualTo(expected.reason());
    }

    @Test
    void whatManyRulesLookAtIsReadOnce() {
        World addresses = closed(2_000, i -> conditions(1, j -> address(i % 250)));
        for (World world : List.of(timed(2_000), addresses)) {
            assertThat(new World.Asked(SUBJECT, Action.READ, SERIES, CONTEXT).decideWithin(5_000, world.snapshot()))
                    .isEqualTo(Decision.UNRESTRICTED);
        }
    }

    @Test
    void severalDecisionsShareTheirSteps() {
        SeriesDecisions decisions =
                SeriesDecisions.of(timed(300).snapshot(), SUBJECT, Action.READ, "db", CONTEXT, DecisionTable.NOW);
        Steps steps = Steps.of(FEW);

        assertThat(decisions.decideWithin(steps, "m", Map.of())).isEqualTo(Decision.UNRESTRICTED);
        assertThat(decisions.decideWithin(steps, "m", Map.of())).isNull();
        assertThat(decisions.decideWithin(Steps.of(FEW), "m", Map.of())).isEqualTo(Decision.UNRESTRICTED);
    }

    @Test
    void allOfATypeIsDecidedInStepsToo() {
        PolicySnapshot snapshot = opened(1_000).snapshot();

        assertThat(decideAll(snapshot, FEW)).isNull();
        assertThat(decideAll(snapshot, ENOUGH)).isTrue();
    }

    @Test
    void walkThatIsTooLongIsNotBegun() {
        PolicySnapshot snapshot = opened(2 * FEW).snapshot();
        Steps steps = Steps.of(FEW);

        assertThat(DecisionEngine.decideWithin(
                        steps, snapshot, SUBJECT, Action.READ, Resource.bucket("db"), CONTEXT, DecisionTable.NOW))
                .isNull();
        assertThat(DecisionEngine.decideAllWithin(
                        steps, snapshot, SUBJECT, Action.READ, ResourceType.BUCKETS.text(), CONTEXT, DecisionTable.NOW))
                .isNull();
        assertThat(steps.fewerThan(FEW * 9 / 10)).as("most steps are left").isFalse();
    }

    @Test
    void fewRulesTakeFewSteps() {
        assertThat(new World.Asked(SUBJECT, Action.READ, SERIES, CONTEXT)
                        .decideWithin(30, opened(10).snapshot()))
                .isEqualTo(Decision.UNRESTRICTED);
    }

    @Test
    void longTextsTakeStepsAlsoWhereNothingIsHeld() {
        PolicySnapshot snapshot = opened(1).snapshot();
        String text = "m".repeat(1_000_000);
        for (Resource asked : List.of(
                Resource.series("other", text, Map.of()),
                Resource.series("other", "m", Map.of(text, "v")),
                Resource.series("other", "m", Map.of("k", text)))) {
            World.Asked question = new World.Asked(SUBJECT, Action.of("delete"), asked, Context.EMPTY);

            assertThat(question.decideWithin(5_000, snapshot)).isNull();
            assertThat(question.decideWithin(20_000, snapshot))
                    .extracting(Decision::reason)
                    .isEqualTo(Reason.NO_PERMISSION);
        }
    }

    @Test
    void rolesThatTheRequestAddsTakeSteps() {
        Set<String> roles = IntStream.range(0, 1_000).mapToObj(i -> "added" + i).collect(Collectors.toSet());
        World.Asked question =
                new World.Asked(Subject.user(READER.toString(), roles), Action.READ, SERIES, Context.EMPTY);

        assertThat(question.decideWithin(900, opened(1).snapshot())).isNull();
        assertThat(question.decideWithin(1_100, opened(1).snapshot())).isEqualTo(Decision.UNRESTRICTED);
    }

    @Test
    void nobodyIsToldSoAtOnce() {
        World.Asked nobody = new World.Asked(Subject.user("nobody"), Action.READ, SERIES, CONTEXT);

        assertThat(nobody.decideWithin(0, timed(1).snapshot())).isEqualTo(nobody.decide(timed(1).snapshot()));
    }

    private static @Nullable Boolean decideAll(PolicySnapshot snapshot, int steps) {
        Decision decision = DecisionEngine.decideAllWithin(
                Steps.of(steps),
                snapshot,
                SUBJECT,
                Action.READ,
                ResourceType.BUCKETS.text(),
                CONTEXT,
                DecisionTable.NOW);
        return decision == null ? null : (Boolean) decision.allowed();
    }

    private static World closed(int number, IntFunction<Matcher> matcher) {
        return closed(number, "read", matcher);
    }

    private static World closed(int number, String action, IntFunction<Matcher> matcher) {
        return world(rules(number, i -> new Restriction(id(i), matcher.apply(i), Set.of(action))), List.of(), 1);
    }

    private static World timed(int number) {
        return closed(number, i -> conditions(1, j -> Condition.of("context.time", "before", "2001-01-01T00:00:00Z")));
    }

    /** Series with a restriction each, and a grant that opens just that again. */
    private static World opened(int number) {
        return world(
                rules(number, i -> new Restriction(id(i), measured(i), Set.of("read"))),
                rules(
                        number,
                        i -> new Grant(
                                id(number + i), measured(i), Set.of("read"), Set.of(READER), Set.of(), Set.of())),
                1);
    }

    /** A bucket that is opened to roles which the reader, who has many, has not. */
    private static World granted(int number) {
        return world(
                List.of(new Restriction(id(0), Matcher.bucket(DB), Set.of("read"))),
                rules(
                        number,
                        i -> new Grant(
                                id(i + 1), Matcher.bucket(DB), Set.of("read"), Set.of(), Set.of("no" + i), Set.of())),
                2_000);
    }

    private static World world(List<Restriction> restrictions, List<Grant> grants, int roles) {
        User reader = new User(
                READER, "reader", true, false, Map.of("", Set.of(NamedPermission.READ_DATA)), List.of(), Map.of());
        return new World(
                new OrganizationId(1),
                true,
                Map.of("db", 7L),
                List.of(reader),
                rules(roles, i -> new Role("role" + i, Map.of(), List.of(), Set.of(READER))),
                Map.of(),
                Map.of(),
                restrictions,
                grants);
    }

    private static <T> List<T> rules(int number, IntFunction<T> rule) {
        return IntStream.range(0, number).mapToObj(rule).toList();
    }

    private static RuleId id(int number) {
        return new RuleId(number + 1L);
    }

    private static Matcher conditions(int number, IntFunction<Condition> condition) {
        return new Matcher(ResourceType.BUCKETS.text(), DB, null, List.of(), rules(number, condition));
    }

    private static Condition text(String attribute) {
        return Condition.of("resource." + attribute, "exact", "x");
    }

    private static Condition address(int block) {
        return Condition.of("context.ip", "cidr", "11." + block / 250 + "." + block % 250 + ".0/24");
    }

    /** All of them hold but the last. */
    private static Condition time(int second) {
        return Condition.of(
                "context.time", second < 49 ? "after" : "before", "2001-01-01T00:00:%02dZ".formatted(second));
    }

    private static Matcher measured(int number) {
        return Matcher.series(DB, Match.exact("m" + number), List.of());
    }

    private static Matcher elsewhere(int number) {
        return Matcher.series(DB, Match.exact("other"), List.of(TagMatch.exact("host", "h" + number)));
    }

    /** Those of all tags whose bits are set. */
    private static Matcher tagged(int subset) {
        return Matcher.series(
                DB,
                null,
                IntStream.range(0, TAGS)
                        .filter(tag -> (subset >> tag & 1) == 1)
                        .mapToObj(tag -> TagMatch.exact("t" + tag, "v"))
                        .toList());
    }

    private static Map<String, String> allTags() {
        Map<String, String> tags = new HashMap<>();
        IntStream.range(0, TAGS).forEach(tag -> tags.put("t" + tag, "v"));
        return tags;
    }

    private static Resource withLongTexts() {
        Map<String, String> texts = new HashMap<>();
        IntStream.range(0, 5).forEach(i -> texts.put("long" + i, LONG_TEXT));
        return new Resource(ResourceType.BUCKETS.text(), "db", "m", Map.of(), texts);
    }
}
