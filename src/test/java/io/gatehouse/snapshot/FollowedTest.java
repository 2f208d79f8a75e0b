package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What gives way when memory is short. */
class FollowedTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId(1);
    private static final Token TOKEN =
            new Token(new TokenId(2), ORGANIZATION, true, null, true, new UserId(3), true, PermissionSet.of(List.of()));

    private static final long MINUTE = 60_000_000_000L;

    private final Loaded loaded =
            new Loaded(PolicySnapshot.builder(ORGANIZATION, 7).build(), "org", Set.of(), Map.of(), 0, Weight.NONE, 0);
    private final Followed followed = new Followed(
            ORGANIZATION,
            1000,
            new Followed.State(7, loaded),
            self -> Uni.createFrom().voidItem(),
            0);

    @Test
    void droppedOrganizationLetsItsSnapshotGoAndHoldsNoToken() {
        assertThat(followed.ifFresh(1)).isNotNull();
        assertThat(followed.holds(TOKEN, 7)).isTrue();

        followed.drop();

        assertThat(followed.ifFresh(1)).isNull();
        assertThat(followed.holds(TOKEN, 7)).isFalse();
    }

    @Test
    void snapshotThatOutgrowsTheMemoryIsReadWholeOnceMoreAndThenNotBeforeThatMayHelp() {
        followed.wantSnapshot();
        followed.outgrow(followed.state(), 1);
        assertThat(followed.state().loaded()).isNull();
        assertThat(followed.isOutgrown(1)).isFalse();
        assertThat(followed.snapshotWanted()).isTrue();

        followed.outgrow(followed.state(), 1);
        assertThat(followed.snapshotWanted()).isFalse();
        assertThat(followed.isOutgrown(1 + MINUTE)).as("nothing has changed").isTrue();

        followed.apply(new Changes(8, List.of(), true), null, 1);
        assertThat(followed.isOutgrown(MINUTE)).isTrue();
        assertThat(followed.isOutgrown(1 + MINUTE)).isFalse();
    }

    @Test
    void whatWasAskedBeforeADoubtConfirmsNothingAfterIt() {
        followed.doubt(10);
        assertThat(followed.isFresh(10)).isFalse();

        followed.confirm(7, 9);
        followed.apply(new Changes(7, List.of(), true), loaded, 9);
        assertThat(followed.isFresh(10)).isFalse();

        followed.confirm(7, 10);
        assertThat(followed.isFresh(10)).isTrue();
    }

    @Test
    void acknowledgedVersionIsWaitedForUntilTheDatabaseIsFoundWithoutIt() {
        followed.require(9, 5);
        assertThat(followed.isFresh(5)).isFalse();

        followed.apply(new Changes(8, List.of(), true), loaded, 5);
        assertThat(followed.isFresh(6))
                .as("asked no later than it was acknowledged")
                .isFalse();

        followed.confirm(8, 6);
        assertThat(followed.isFresh(6)).isTrue();
    }

    @Test
    void acknowledgedVersionThatAReadingDoesNotFindIsLost() {
        followed.require(9, 5);

        followed.apply(new Changes(8, List.of(), true), loaded, 6);

        assertThat(followed.isFresh(6)).isTrue();
    }

    @Test
    void whatIsKnownOfTokensIsWeighedAndGoesWithTheDrop() {
        followed.apply(new Changes(8, List.of(new Change(8, "token", 2, null)), true), loaded, 1);
        assertThat(followed.knownBytes()).isEqualTo(Weights.REVISION);

        followed.drop();
        assertThat(followed.knownBytes()).isZero();
    }

    @Test
    void whatIsReadAfterTheDropIsNotKept() {
        followed.drop();
        followed.apply(new Changes(8, List.of(), true), loaded, 1);

        assertThat(followed.state().loaded()).isNull();
    }
}
