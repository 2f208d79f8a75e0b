package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every world of two users, one role and up to two rules of each kind, asked about three points and one open bucket. */
class SmallWorldsTest {
    private static final UserId ANN = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final List<Matcher> MATCHERS = List.of(
            Matcher.bucket(Match.exact("db")),
            Matcher.series(Match.prefix("d"), Match.exact("m"), List.of()),
            Matcher.series(Match.exact("db"), null, List.of(TagMatch.exact("k", "x"))),
            Matcher.series(Match.exact("db"), Match.prefix("m"), List.of(TagMatch.prefix("k", "x"))));
    private static final List<Set<String>> ACTIONS = List.of(Set.of("read"), Set.of("read", "write"));
    private static final List<Set<NamedPermission>> PERMISSIONS = List.of(
            Set.of(), Set.of(NamedPermission.READ_DATA), Set.of(NamedPermission.READ_DATA, NamedPermission.WRITE_DATA));

    private final List<World.Asked> questions = questions();
    private final List<@Nullable Restriction> restrictions = restrictions();
    private final List<@Nullable Grant> grants = grants();

    @Test
    void withoutPermissionsNothingIsAllowed() {
        for (List<Restriction> closing : pairs(restrictions)) {
            for (List<Grant> opening : pairs(grants)) {
                PolicySnapshot snapshot = world(Set.of(), Set.of(), Set.of(ANN))
                        .with(closing, opening)
                        .snapshot();
                for (World.Asked asked : questions) {
                    assertThat(asked.decide(snapshot).reason()).isEqualTo(Reason.NO_PERMISSION);
                }
            }
        }
    }

    @Test
    void everyWorldIsDecidedAsTheReferenceDoes() {
        for (Set<NamedPermission> ofAnn : PERMISSIONS) {
            for (Set<NamedPermission> ofRole : PERMISSIONS) {
                World world = world(ofAnn, ofRole, Set.of(ANN, BOB));
                for (List<Restriction> closing : pairs(restrictions)) {
                    for (List<Grant> opening : pairs(grants)) {
                        assertAsReference(world.with(closing, opening));
                    }
                }
            }
        }
    }

    @Test
    void inEveryWorldARestrictionNeverAllowsMoreAndAGrantNeverLess() {
        World world = world(PERMISSIONS.get(2), PERMISSIONS.get(1), Set.of(BOB));
        for (List<Restriction> closing : pairs(restrictions)) {
            for (List<Grant> opening : pairs(grants)) {
                PolicySnapshot all = world.with(closing, opening).snapshot();
                for (Restriction one : closing) {
                    assertAllowsNoMoreThan(
                            all, all.edit(2).removeRestriction(one.id()).build());
                }
                for (Grant one : opening) {
                    assertAllowsNoMoreThan(all.edit(2).removeGrant(one.id()).build(), all);
                }
            }
        }
    }

    private void assertAllowsNoMoreThan(PolicySnapshot less, PolicySnapshot more) {
        for (World.Asked asked : questions) {
            if (asked.decide(less).allowed() && !asked.decide(more).allowed()) {
                throw new AssertionError("more is allowed: " + asked);
            }
        }
    }

    private void assertAsReference(World world) {
        PolicySnapshot snapshot = world.snapshot();
        for (World.Asked asked : questions) {
            Decision decision = asked.decide(snapshot);
            ReferenceEngine.Verdict expected = new ReferenceEngine(world, asked, DecisionTable.NOW).decide();
            boolean same = decision.allowed() == expected.allowed()
                    && decision.reason() == expected.reason()
                    && (decision.rule() == null
                            ? expected.rules().isEmpty()
                            : expected.rules().contains(decision.rule()));
            if (!same) {
                throw new AssertionError(asked + " is " + decision + " and not " + expected + " in " + world);
            }
        }
    }

    private static World world(Set<NamedPermission> ofAnn, Set<NamedPermission> ofRole, Set<UserId> inRole) {
        User ann = new User(ANN, "ann", true, false, Map.of("db", ofAnn), List.of(), Map.of());
        User bob = new User(BOB, "bob", true, false, Map.of(), List.of(), Map.of());
        Role role = new Role("role", Map.of("db", ofRole), List.of(), inRole);
        return new World(
                RandomWorlds.HERE,
                true,
                Map.of("db", 7L),
                List.of(ann, bob),
                List.of(role),
                Map.of(),
                Map.of(),
                List.of(),
                List.of());
    }

    private static List<World.Asked> questions() {
        List<Resource> resources = List.of(
                Resource.series("db", "m", Map.of()),
                Resource.series("db", "m", Map.of("k", "x")),
                Resource.series("db", "n", Map.of("j", "y", "k", "x")),
                Resource.bucket("db"));
        List<World.Asked> questions = new ArrayList<>();
        for (String user : List.of("ann", "bob")) {
            for (Action action : List.of(Action.READ, Action.WRITE)) {
                for (Resource resource : resources) {
                    questions.add(new World.Asked(Subject.user(user), action, resource, Context.EMPTY));
                }
            }
        }
        return questions;
    }

    private static List<@Nullable Restriction> restrictions() {
        List<@Nullable Restriction> restrictions = new ArrayList<>();
        restrictions.add(null);
        for (Matcher matcher : MATCHERS) {
            for (Set<String> actions : ACTIONS) {
                restrictions.add(new Restriction(new RuleId(10 + restrictions.size()), matcher, actions));
            }
        }
        return restrictions;
    }

    private static List<@Nullable Grant> grants() {
        List<@Nullable Grant> grants = new ArrayList<>();
        grants.add(null);
        for (Matcher matcher : MATCHERS) {
            for (Set<String> actions : ACTIONS) {
                for (boolean toRole : List.of(true, false)) {
                    grants.add(new Grant(
                            new RuleId(100 + grants.size()),
                            matcher,
                            actions,
                            toRole ? Set.of() : Set.of(ANN),
                            toRole ? Set.of("role") : Set.of(),
                            Set.of()));
                }
            }
        }
        return grants;
    }

    /** None, each one, and every two of them. */
    private static <E> List<List<E>> pairs(List<@Nullable E> rules) {
        List<List<E>> pairs = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            for (int j = 0; j < i || j == 0; j++) {
                List<E> pair = new ArrayList<>();
                add(pair, rules.get(j));
                add(pair, i == j ? null : rules.get(i));
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private static <E> void add(List<E> list, @Nullable E element) {
        if (element != null) {
            list.add(element);
        }
    }
}
