package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no rule, no condition and no snapshot, and is refused before it can be decided on. */
class RulesTest {
    private static final OrganizationId HERE = new OrganizationId(1);

    @Test
    void emptyMatchersAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Match.exact("")).withMessage("a matcher needs a value");
        assertThatIllegalArgumentException().isThrownBy(() -> Match.prefix(""));
        assertThatIllegalArgumentException().isThrownBy(() -> TagMatch.exact("dc", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TagMatch.exact("", "east"))
                .withMessage("a tag matcher needs a key");
        assertThatIllegalArgumentException().isThrownBy(() -> new Matcher("", null, null, List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "EXACT,  east, EXACT,  east, false",
        "EXACT,  east, EXACT,  west, true",
        "PREFIX, ea,   EXACT,  east, false",
        "PREFIX, we,   EXACT,  east, true",
        "PREFIX, ea,   PREFIX, e,    false",
        "PREFIX, ea,   PREFIX, w,    true",
        "PREFIX, east, EXACT,  ea,   true",
    })
    void matchersOnOneTagMustNotExcludeEachOther(
            Match.Kind kind, String value, Match.Kind otherKind, String otherValue, boolean refused) {
        List<TagMatch> tags = List.of(
                new TagMatch("dc", new Match(kind, value)), new TagMatch("dc", new Match(otherKind, otherValue)));
        if (refused) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Matcher.series(Match.exact("db"), null, tags))
                    .withMessage("the matchers on tag `dc` exclude each other");
        } else {
            assertThat(Matcher.series(Match.exact("db"), null, tags).tags())
                    .doesNotHaveDuplicates()
                    .containsOnly(tags.toArray(TagMatch[]::new));
        }
    }

    @Test
    void matchersThatDemandTheSameAreEqualWhateverTheirOrder() {
        TagMatch east = TagMatch.exact("dc", "east");
        TagMatch web = TagMatch.prefix("host", "web");
        Condition cold = Condition.of("resource.tier", "exact", "cold");
        Condition inside = Condition.of("context.ip", "cidr", "10.0.0.0/8");

        Matcher one = new Matcher("buckets", null, null, List.of(east, web), List.of(cold, inside));
        Matcher other = new Matcher("buckets", null, null, List.of(web, east, web), List.of(inside, cold, inside));

        assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
    }

    @Test
    void ofTwoMatchersOnOneTagTheTighterOneCountsForOpenSeries() {
        User reader = new User(
                new UserId(1),
                "reader",
                true,
                false,
                Map.of("", Set.of(NamedPermission.READ_DATA)),
                List.of(),
                Map.of());
        TagMatch wide = TagMatch.prefix("dc", "ea");
        TagMatch tight = TagMatch.exact("dc", "east");
        Match name = Match.exact("db1");
        for (List<TagMatch> tags : List.of(List.of(wide, tight), List.of(tight, wide))) {
            PolicySnapshot.Builder closed = PolicySnapshot.builder(HERE, 1)
                    .user(reader)
                    .restriction(new Restriction(new RuleId(1), Matcher.series(name, null, tags), Set.of("read")));
            assertThat(decide(closed.build(), "reader").reason()).isEqualTo(Reason.RESTRICTION);

            Matcher east = Matcher.series(name, null, List.of(tight));
            closed.grant(new Grant(new RuleId(2), east, Set.of("read"), Set.of(new UserId(1)), Set.of(), Set.of()));
            assertThat(decide(closed.build(), "reader").reason()).isEqualTo(Reason.GRANT);
        }
    }

    @Test
    void onlyBucketsHaveSeries() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Matcher("record", null, Match.exact("m"), List.of(), List.of()))
                .withMessage("only buckets have measurements and tags");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Matcher("record", null, null, List.of(TagMatch.exact("k", "v")), List.of()));
    }

    @Test
    void rulesWithoutActionsAreRefused() {
        Matcher all = Matcher.bucket(Match.exact("db"));
        RuleId id = new RuleId(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Restriction(id, all, Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Restriction(id, all, Set.of("")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Grant(id, all, Set.of(), Set.of(), Set.of(), Set.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "owner          | exact   | x              | no attribute: `owner`",
                "user.name      | exact   | x              | no attribute: `user.name`",
                "resource.      | exact   | x              | an attribute needs a name",
                "resource.owner | equals  | x              | unknown operator: `equals`",
                "resource.owner | exact   | ''             | a matcher needs a value",
                "resource.owner | same    | id             | no attribute: `id`",
                "context.ip     | cidr    | 10.0.0.0/64    | no block of addresses: `10.0.0.0/64`",
                "context.time   | before  | tomorrow       | no instant: `tomorrow`",
                "context.time   | after   | 2026-01-01     | no instant: `2026-01-01`",
            })
    void conditionsThatSayNothingAreRefused(String attribute, String operator, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of(attribute, operator, value))
                .withMessage(message);
    }

    @Test
    void attributesPrintAsTheyAreWritten() {
        for (String text : List.of("resource.owner", "action.name", "subject.a.b", "context.ip")) {
            assertThat(Attribute.parse(text)).hasToString(text);
        }
    }

    @Test
    void whatIsThereTwiceIsRefused() {
        PolicySnapshot.Builder builder = PolicySnapshot.builder(HERE, 1)
                .bucket(7, "db1")
                .type("record", Set.of("read"))
                .role(new Role("east", Map.of(), List.of(), Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.bucket(8, "db1"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.bucket(7, "db2"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.type("record", Set.of("write")));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.type("buckets", Set.of("drop")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.role(new Role("east", Map.of(), List.of(), Set.of())));
    }

    @Test
    void aNameThatTwoUsersHaveNamesNeither() {
        PolicySnapshot.Builder builder = PolicySnapshot.builder(HERE, 1);
        for (int id = 1; id <= 3; id++) {
            builder.user(new User(new UserId(id), "ops", true, true, Map.of(), List.of(), Map.of()));
        }
        PolicySnapshot snapshot = builder.build();

        assertThat(decide(snapshot, "ops").reason()).isEqualTo(Reason.USER_UNKNOWN);
        assertThat(decide(snapshot, "0000000000000002").allowed()).isTrue();
    }

    @Test
    void anEditReplacesAndRemovesRulesById() {
        Restriction closed = new Restriction(new RuleId(1), Matcher.bucket(Match.exact("db1")), Set.of("read"));
        Restriction moved = new Restriction(new RuleId(1), Matcher.bucket(Match.prefix("db2")), Set.of("write"));
        User reader = new User(
                new UserId(1),
                "reader",
                true,
                false,
                Map.of("", Set.of(NamedPermission.READ_DATA)),
                List.of(),
                Map.of());
        PolicySnapshot first =
                PolicySnapshot.builder(HERE, 1).user(reader).restriction(closed).build();
        PolicySnapshot second = first.edit(2).put(moved).build();
        PolicySnapshot third = second.edit(3).removeRestriction(new RuleId(1)).build();

        assertThat(first.restriction(new RuleId(1))).isEqualTo(closed);
        assertThat(second.restriction(new RuleId(1))).isEqualTo(moved);
        assertThat(third.restriction(new RuleId(1))).isNull();
        assertThat(third.version()).isEqualTo(3);
        assertThat(decide(first, "reader").rule()).isEqualTo(new RuleId(1));
        assertThat(decide(second, "reader").allowed()).isTrue();
        assertThat(first.edit(4).removeGrant(new RuleId(1)).build().restriction(new RuleId(1)))
                .isEqualTo(closed);
    }

    @Test
    void aPermissionThatNobodyHoldsOnOneDatabaseIsClusterWideOnly() {
        assertThat(Set.of(NamedPermission.values()).stream().filter(NamedPermission::databaseScoped))
                .containsExactlyInAnyOrder(
                        NamedPermission.READ_DATA,
                        NamedPermission.WRITE_DATA,
                        NamedPermission.DROP_DATA,
                        NamedPermission.MANAGE_CONTINUOUS_QUERY,
                        NamedPermission.MANAGE_QUERY,
                        NamedPermission.MANAGE_SUBSCRIPTION);
        assertThat(NamedPermission.ADMINISTRATOR).hasSize(16);
        assertThat(NamedPermission.find("KapacitorAPI")).isEqualTo(NamedPermission.KAPACITOR_API);
        assertThat(NamedPermission.find("readdata")).isNull();
    }

    @Test
    void theTypesOfInfluxDbAreListedInItsOrder() {
        assertThat(ResourceType.values()).hasSize(23).startsWith(ResourceType.AUTHORIZATIONS, ResourceType.BUCKETS);
        assertThat(ResourceType.find("notificationRules")).isEqualTo(ResourceType.NOTIFICATION_RULES);
        assertThat(ResourceType.find("bucket")).isNull();
    }

    private static Decision decide(PolicySnapshot snapshot, String user) {
        return DecisionEngine.decide(
                snapshot, Subject.user(user), Action.READ, Resource.bucket("db1"), Context.EMPTY, DecisionTable.NOW);
    }
}
