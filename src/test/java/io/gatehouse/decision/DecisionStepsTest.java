package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much a decision may have to look at is known before. */
class DecisionStepsTest {
    private static final OrganizationId HERE = new OrganizationId(1);
    private static final UserId READER = new UserId(1);
    private static final int RESTRICTIONS = 40;

    private final PolicySnapshot snapshot = snapshot();

    @ParameterizedTest
    @CsvSource({
        "db,    read,  39, ",
        "db,    read,  40, true",
        "db,    write,  0, true",
        "other, read,   0, true",
    })
    void restrictionsOnTheBucketAreCounted(String bucket, String action, int steps, @Nullable Boolean allowed) {
        assertThat(decide(steps, action, Resource.bucket(bucket))).isEqualTo(allowed);
    }

    @Test
    void whatIsOnlyGrantedIsLookedAtToo() {
        Matcher first = Matcher.series(Match.exact("db"), Match.exact("m1"), List.of());
        PolicySnapshot changed = snapshot.edit(2)
                .put(new Restriction(new RuleId(200), first, Set.of("write")))
                .build();

        assertThat(decide(changed, READER.toString(), 39, "write", Resource.bucket("db")))
                .isNull();
        assertThat(decide(changed, READER.toString(), 40, "write", Resource.bucket("db")))
                .isFalse();
    }

    @Test
    void oneSeriesTakesNoSteps() {
        assertThat(decide(0, "read", Resource.series("db", "m1", Map.of()))).isTrue();
        assertThat(decide(0, "read", Resource.series("db", "free", Map.of()))).isTrue();
    }

    @Test
    void nobodyIsToldSoAtOnce() {
        assertThat(decide(snapshot, "nobody", 0, "read", Resource.bucket("db"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"read, 39, ", "read, 40, true", "write, 0, true"})
    void allRestrictionsOnATypeAreCounted(String action, int steps, @Nullable Boolean allowed) {
        Decision decision = DecisionEngine.decideAllWithin(
                steps,
                snapshot,
                Subject.user(READER.toString()),
                Action.of(action),
                ResourceType.BUCKETS.text(),
                Context.EMPTY,
                DecisionTable.NOW);

        assertThat(decision == null ? null : (Boolean) decision.allowed()).isEqualTo(allowed);
    }

    private @Nullable Boolean decide(int steps, String action, Resource resource) {
        return decide(snapshot, READER.toString(), steps, action, resource);
    }

    private static @Nullable Boolean decide(
            PolicySnapshot snapshot, String user, int steps, String action, Resource resource) {
        Decision decision = DecisionEngine.decideWithin(
                steps, snapshot, Subject.user(user), Action.of(action), resource, Context.EMPTY, DecisionTable.NOW);
        return decision == null ? null : (Boolean) decision.allowed();
    }

    /** Restrictions on reading one bucket, each with a grant that opens the same again. */
    private static PolicySnapshot snapshot() {
        var builder = PolicySnapshot.builder(HERE, 1)
                .user(new User(
                        READER,
                        "reader",
                        true,
                        false,
                        Map.of("", Set.of(NamedPermission.READ_DATA, NamedPermission.WRITE_DATA)),
                        List.of(),
                        Map.of()));
        for (int i = 1; i <= RESTRICTIONS; i++) {
            Matcher matcher = Matcher.series(Match.exact("db"), Match.exact("m" + i), List.of());
            builder.restriction(new Restriction(new RuleId(i), matcher, Set.of("read")))
                    .grant(new Grant(new RuleId(100 + i), matcher, Set.of("read"), Set.of(READER), Set.of(), Set.of()));
        }
        return builder.build();
    }
}
