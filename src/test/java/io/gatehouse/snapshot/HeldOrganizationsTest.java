package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PolicySnapshot;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who gives way where memory is short. There is room for about fifteen organizations of a hundred rules. */
class HeldOrganizationsTest {
    private static final int RULES = 100;
    private static final long MEMORY = 20 * 135_000;

    private final HeldOrganizations held = new HeldOrganizations(new MemoryBudget(MEMORY));
    private long now;

    @Test
    void thoseNotUsedForLongestGiveWay() {
        Followed often = hold(0, RULES);
        for (int number = 1; number <= 100; number++) {
            hold(number, RULES);
            often.ifFresh(++now);
            lookAtAllAsEachPollDoes();
        }

        assertThat(held.all()).hasSizeBetween(10, 16).contains(often);
        assertThat(IntStream.rangeClosed(1, 50)
                        .mapToObj(HeldOrganizationsTest::id)
                        .map(held::find))
                .containsOnlyNulls();
        assertThat(held.find(id(100))).isNotNull();
    }

    @Test
    void whatComesInStaysThoughItIsHeavierThanAllOthers() {
        for (int number = 1; number <= 15; number++) {
            hold(number, RULES);
        }

        Followed heavy = hold(99, 40 * RULES);

        assertThat(held.find(heavy.organization())).isSameAs(heavy);
        assertThat(heavy.ifFresh(now)).isNotNull();
        assertThat(held.all()).hasSizeBetween(2, 8);
    }

    @Test
    void roomIsMadeBeforeWhatIsExpectedIsThere() {
        for (int number = 1; number <= 15; number++) {
            hold(number, RULES);
        }
        Followed coming = follow(99, 0);

        held.expect(coming, weight(40 * RULES), ++now);

        assertThat(held.all()).hasSizeLessThan(9).contains(coming);
    }

    @Test
    void whatIsHeavierThanTheMemoryDoesNotComeIn() {
        Followed coming = follow(99, 0);
        Followed reloaded = hold(98, 30 * RULES);

        assertThatThrownBy(() -> held.expect(coming, weight(1000 * RULES), ++now))
                .isInstanceOf(NoRoomException.class);
        assertThatThrownBy(() -> held.expect(coming, Weight.of(2 * MEMORY), ++now))
                .isInstanceOf(NoRoomException.class);
        assertThatThrownBy(() -> held.expect(reloaded, weight(30 * RULES), ++now))
                .as("beside what is held of it")
                .isInstanceOf(NoRoomException.class);
    }

    @Test
    void whatIsHeavyWithoutBeingManyRulesTakesTheMemoryOfAllOthers() {
        Followed first = hold(1, RULES);
        Followed coming = follow(99, 0);

        held.expect(coming, Weight.of(MEMORY / 4 * 3), ++now);

        assertThat(held.all()).containsExactly(coming);
        assertThat(first.isDropped()).isTrue();
    }

    @Test
    void whatGaveWayWhileItWasComingComesNoMore() {
        Followed coming = follow(1, 0);
        held.drop(coming);

        assertThatThrownBy(() -> held.expect(coming, weight(RULES), ++now)).isInstanceOf(NoRoomException.class);
    }

    @Test
    void whatGaveWayIsWeighedNoMore() {
        Followed first = hold(1, RULES);
        held.drop(first);
        held.weigh(first, ++now);

        for (int number = 2; number <= 14; number++) {
            hold(number, RULES);
        }

        assertThat(held.all()).hasSize(13);
        assertThat(first.state().loaded()).isNull();
    }

    private void lookAtAllAsEachPollDoes() {
        held.all().forEach(followed -> followed.lastUsed(now));
    }

    private Followed hold(int number, int rules) {
        Followed followed = follow(number, rules);
        held.weigh(followed, now);
        return followed;
    }

    private Followed follow(int number, int rules) {
        var loaded = new Loaded(
                PolicySnapshot.builder(id(number), 1).build(),
                "org" + number,
                Set.of(),
                Map.of(),
                rules,
                weight(rules),
                0);
        return held.get(
                id(number),
                id -> new Followed(
                        id,
                        1_000_000,
                        new Followed.State(1, loaded),
                        self -> Uni.createFrom().voidItem(),
                        now),
                ++now);
    }

    private static Weight weight(int rules) {
        return new Weight(rules * Weights.RULE, rules * Weights.LEAST_RULE);
    }

    private static OrganizationId id(int number) {
        return new OrganizationId(number + 1);
    }
}
