package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a subject's access is what the engine decides, and names the rules that decide it. */
class DatabaseAccessTest {
    private static final UserId ANN = new UserId(1);
    private static final TokenId TOKEN = new TokenId(7);

    @Test
    void everyDecisionIsAsTheAccessSays() {
        Map<Extent, Integer> seen = new EnumMap<>(Extent.class);
        LongStream.rangeClosed(1, 300).forEach(seed -> {
            RandomWorlds worlds = new RandomWorlds(seed);
            PolicySnapshot snapshot = worlds.world(seed % 3 == 0 ? 60 : 12).snapshot();
            for (int i = 0; i < 100; i++) {
                World.Asked asked = worlds.asked();
                if (asked.resource().type().equals("buckets")
                        && !asked.action().name().equals("delete")) {
                    seen.merge(compare(seed, snapshot, asked), 1, Integer::sum);
                }
            }
        });

        for (Extent extent : Extent.values()) {
            assertThat(seen.get(extent)).as(extent.text()).isGreaterThan(500);
        }
    }

    private static Extent compare(long seed, PolicySnapshot snapshot, World.Asked asked) {
        Decision decision = asked.decide(snapshot);
        DatabaseAccess access =
                DatabaseAccess.of(snapshot, asked.subject(), asked.resource().name(), DecisionTable.NOW, null, 1_000);
        if (access.refused() != null) {
            assertThat(decision.reason()).isEqualTo(access.refused());
            return Extent.NONE;
        }
        ActionAccess found = access.actions().stream()
                .filter(one -> one.action().equals(asked.action().name()))
                .findAny()
                .orElseThrow();
        String about = "seed " + seed + ": " + asked + " " + decision + " " + found;
        switch (found.extent()) {
            case FULL -> assertThat(decision.allowed()).as(about).isTrue();
            case NONE -> assertThat(decision.allowed()).as(about).isFalse();
            case PART -> assertThat(decision.reason()).as(about).isNotEqualTo(Reason.NO_PERMISSION);
        }
        assertThat(found.permissions().isEmpty()).as(about).isEqualTo(decision.reason() == Reason.NO_PERMISSION);
        if (decision.reason() == Reason.RESTRICTION) {
            assertThat(found.restrictions())
                    .as(about)
                    .extracting(Restriction::id)
                    .contains(decision.rule());
        }
        if (decision.reason() == Reason.GRANT) {
            assertThat(found.grants())
                    .as(about)
                    .extracting(grant -> grant.grant().id())
                    .contains(decision.rule());
        }
        return found.extent();
    }

    @Test
    void aGrantIsListedWithHowItNamesTheSubject() {
        PolicySnapshot snapshot = builder()
                .restriction(restriction(1, null))
                .grant(grant(2, "a", Set.of(ANN), Set.of("east", "west"), Set.of()))
                .grant(grant(3, "b", Set.of(), Set.of("west"), Set.of(TOKEN)))
                .grant(grant(4, "c", Set.of(new UserId(2)), Set.of("north"), Set.of()))
                .build();

        ActionAccess ofUser = read(snapshot, Subject.user("ann"));
        ActionAccess ofToken = read(snapshot, Subject.token(token()));

        assertThat(ofUser.grants())
                .extracting(AppliedGrant::user, AppliedGrant::roles, AppliedGrant::token)
                .containsExactly(tuple(true, List.of("east", "west"), null), tuple(false, List.of("west"), null));
        assertThat(ofToken.grants().get(1).token()).isEqualTo(TOKEN);
        assertThat(ofUser.extent()).isEqualTo(Extent.PART);
    }

    @Test
    void permissionsAreListedFromEverySource() {
        PolicySnapshot snapshot = builder().build();

        assertThat(read(snapshot, Subject.user("ann")).permissions())
                .extracting(PermissionSource::kind, PermissionSource::permission, PermissionSource::database)
                .containsExactly(
                        tuple(PermissionSource.Kind.USER, "ReadData", ""),
                        tuple(PermissionSource.Kind.MEMBERSHIP, "read:orgs/0000000000000001/buckets", null),
                        tuple(PermissionSource.Kind.ROLE, "ReadData", "db"));
        assertThat(read(snapshot, Subject.token(token())).permissions())
                .extracting(PermissionSource::kind)
                .containsExactly(PermissionSource.Kind.TOKEN);
        assertThat(read(snapshot, Subject.user("ann")).extent()).isEqualTo(Extent.FULL);
    }

    @Test
    void whatOnlyARequestCanSayMakesItAPart() {
        Matcher atNight = new Matcher(
                "buckets",
                Match.exact("db"),
                null,
                List.of(),
                List.of(Condition.of("context.time", "after", "2026-01-01T20:00:00Z")));

        ActionAccess sometimesClosed = read(
                builder()
                        .restriction(new Restriction(new RuleId(1), atNight, Set.of("read")))
                        .build(),
                Subject.user("ann"));
        ActionAccess sometimesOpened = read(
                builder()
                        .restriction(restriction(1, null))
                        .grant(new Grant(new RuleId(2), atNight, Set.of("read"), Set.of(ANN), Set.of(), Set.of()))
                        .build(),
                Subject.user("ann"));
        ActionAccess opened = read(
                builder()
                        .restriction(new Restriction(new RuleId(1), atNight, Set.of("read")))
                        .grant(grant(2, null, Set.of(ANN), Set.of(), Set.of()))
                        .build(),
                Subject.user("ann"));

        assertThat(sometimesClosed.extent()).isEqualTo(Extent.PART);
        assertThat(sometimesOpened.extent()).isEqualTo(Extent.PART);
        assertThat(opened.extent()).isEqualTo(Extent.FULL);
    }

    @Test
    void pagesHoldEveryRuleOnceAndInOrder() {
        PolicySnapshot.Builder builder = builder();
        for (int id = 1; id <= 7; id++) {
            builder.restriction(restriction(2L * id, "m" + id));
            builder.grant(grant(2L * id + 1, "m" + id, Set.of(ANN), Set.of(), Set.of()));
        }
        PolicySnapshot snapshot = builder.build();

        List<Long> seen = new ArrayList<>();
        RuleId after = null;
        do {
            DatabaseAccess page = DatabaseAccess.of(snapshot, Subject.user("ann"), "db", DecisionTable.NOW, after, 4);
            ActionAccess read = page.actions().get(0);
            List<Long> ids = Stream.concat(
                            read.restrictions().stream().map(rule -> rule.id().value()),
                            read.grants().stream().map(rule -> rule.grant().id().value()))
                    .sorted()
                    .toList();
            assertThat(ids).hasSizeLessThanOrEqualTo(4);
            seen.addAll(ids);
            after = page.next();
        } while (after != null);

        assertThat(seen).isEqualTo(LongStream.rangeClosed(2, 15).boxed().toList());
    }

    private static ActionAccess read(PolicySnapshot snapshot, Subject subject) {
        return DatabaseAccess.of(snapshot, subject, "db", Instant.EPOCH, null, 100)
                .actions()
                .get(0);
    }

    private static Token token() {
        return new Token(
                TOKEN,
                new OrganizationId(1),
                true,
                null,
                true,
                ANN,
                true,
                PermissionSet.of(List.of(Permission.in(new OrganizationId(1), "read", "buckets"))));
    }

    private static PolicySnapshot.Builder builder() {
        var everywhere = Map.of("", Set.of(NamedPermission.READ_DATA, NamedPermission.DROP_DATA));
        var onDb = Map.of("db", Set.of(NamedPermission.READ_DATA));
        var member = List.of(Permission.in(new OrganizationId(1), "read", "buckets"));
        return PolicySnapshot.builder(new OrganizationId(1), 1)
                .user(new User(ANN, "ann", true, false, everywhere, member, Map.of()))
                .role(new Role("east", onDb, List.of(), Set.of(ANN)))
                .role(new Role("west", Map.of(), List.of(), Set.of(ANN)));
    }

    private static Restriction restriction(long id, @Nullable String measurement) {
        return new Restriction(new RuleId(id), matcher(measurement), Set.of("read", "write"));
    }

    private static Grant grant(
            long id, @Nullable String measurement, Set<UserId> users, Set<String> roles, Set<TokenId> tokens) {
        return new Grant(new RuleId(id), matcher(measurement), Set.of("read"), users, roles, tokens);
    }

    private static Matcher matcher(@Nullable String measurement) {
        return Matcher.series(Match.exact("db"), measurement == null ? null : Match.exact(measurement), List.of());
    }
}
