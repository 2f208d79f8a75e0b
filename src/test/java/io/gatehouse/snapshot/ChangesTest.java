package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.gatehouse.snapshot.Changes.Extent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId(1);
    private static final UserId USER = new UserId(20);
    private static final Token TOKEN =
            new Token(new TokenId(10), ORGANIZATION, true, null, true, USER, true, PermissionSet.EMPTY);
    private static final Loaded HELD = new Loaded(
            PolicySnapshot.builder(ORGANIZATION, 5).build(), "name", Set.of(USER), Map.of(), 0, Weight.NONE, 1);

    private final Revisions revisions = new Revisions(5);

    @Test
    void changedTokenOfBeforeDoesNotHold() {
        changes(6, change(6, "token", 10)).applyTo(revisions);

        assertThat(revisions.hold(TOKEN, 5)).isFalse();
        assertThat(revisions.hold(TOKEN, 6)).isTrue();
    }

    @Test
    void otherTokensHoldOn() {
        changes(7, change(6, "token", 11), change(7, "secret", 12)).applyTo(revisions);

        assertThat(revisions.hold(TOKEN, 5)).isTrue();
    }

    @Test
    void changesOfSecretUserAndOrganizationChangeTheToken() {
        for (Change change : List.of(
                change(6, "secret", 10), change(6, "user", 20), change(6, "organization", ORGANIZATION.value()))) {
            var each = new Revisions(5);
            changes(6, change).applyTo(each);
            assertThat(each.hold(TOKEN, 5)).as(change.kind()).isFalse();
        }
    }

    @Test
    void tokenOfBeforeTheFollowingBeganDoesNotHold() {
        assertThat(revisions.hold(TOKEN, 4)).isFalse();
    }

    @Test
    void missingVersionChangesEverything() {
        for (Changes incomplete :
                List.of(changes(7, change(7, "bucket", 1)), changes(6), Changes.of(-1, 6, List.of(), true))) {
            var each = new Revisions(5);
            incomplete.applyTo(each);
            assertThat(each.hold(TOKEN, 5)).isFalse();
            assertThat(incomplete.extent(HELD)).isEqualTo(Extent.ALL);
        }
    }

    @Test
    void manyChangesAreRememberedAsOne() {
        for (int i = 1; i <= 2000; i++) {
            revisions.token(new TokenId(1000 + i), 5 + i);
        }

        assertThat(revisions.hold(TOKEN, 5)).isFalse();
        assertThat(revisions.hold(TOKEN, 2005)).isTrue();
    }

    @Test
    void onlyWhatIsInASnapshotOutdatesIt() {
        assertThat(changes(6, change(6, "bucket", 1)).extent(HELD)).isEqualTo(Extent.ALL_BUT_RULES);
        assertThat(changes(6, change(6, "anything new", 1)).extent(HELD)).isEqualTo(Extent.ALL_BUT_RULES);
        assertThat(changes(6, change(6, "token", 1)).extent(HELD)).isEqualTo(Extent.RULES);
        assertThat(changes(6, change(6, "restriction", 1)).extent(HELD)).isEqualTo(Extent.RULES);
        assertThat(changes(6, change(6, "grant", 1)).extent(HELD)).isEqualTo(Extent.RULES);
        assertThat(changes(6, change(6, "secret", 1)).extent(HELD)).isEqualTo(Extent.RULES);
        assertThat(changes(6, change(6, "password", 1)).extent(HELD)).isEqualTo(Extent.RULES);
        assertThat(changes(6, new Change(6, "token", 1, USER)).extent(HELD)).isEqualTo(Extent.RULES);
        assertThat(changes(6, new Change(6, "token", 1, new UserId(21))).extent(HELD))
                .isEqualTo(Extent.ALL_BUT_RULES);
    }

    @Test
    void nothingChangedIsComplete() {
        assertThat(changes(5).complete()).isTrue();
        assertThat(changes(5).extent(HELD)).isEqualTo(Extent.RULES);
    }

    private static Changes changes(long version, Change... changes) {
        return Changes.of(5, version, List.of(changes), true);
    }

    private static Change change(long version, String kind, long entity) {
        return new Change(version, kind, entity, null);
    }
}
