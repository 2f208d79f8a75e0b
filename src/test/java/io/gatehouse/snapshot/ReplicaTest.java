package io.gatehouse.snapshot;

import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.platform.PepperRing;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Look-ups go to a replica that lags: nobody can tell by the answers. */
@QuarkusTest
@TestProfile(ReplicaTest.Profile.class)
class ReplicaTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    @Inject
    Snapshots snapshots;

    @Inject
    FollowedOrganizations organizations;

    @Inject
    SecretStore secrets;

    @Inject
    PepperRing peppers;

    /** With a replica. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(LaggingReplica.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @Test
    void tokenThatTheReplicaKnowsIsFoundThere() throws SQLException {
        Asked token = Asked.issued();
        assertThat(inReplica(token)).isNull();
        LaggingReplica.catchUp();

        assertThat(inReplica(token)).isNotNull();
        assertThat(token.status()).isEqualTo(200);
    }

    @Test
    void tokenThatTheReplicaDoesNotKnowYetHolds() {
        Asked token = Asked.issued();

        assertThat(inReplica(token)).isNull();
        assertThat(token.status()).isEqualTo(200);
    }

    @Test
    void tokenThatOnlyTheReplicaStillHoldsIsRefused() throws SQLException {
        Asked inactive = Asked.issued();
        Asked deleted = Asked.issued();
        LaggingReplica.catchUp();
        OtherInstance.setStatus(inactive.organization(), inactive.id(), "inactive");
        as(Instance.operator())
                .delete("/api/v2/authorizations/" + deleted.id())
                .then()
                .statusCode(204);

        assertThat(inReplica(inactive)).isNotNull();
        assertThat(inactive.status()).isEqualTo(401);
        assertThat(inReplica(deleted)).isNotNull();
        assertThat(deleted.status()).isEqualTo(401);
    }

    @Test
    void policyIsWhatThePrimaryHas() throws SQLException {
        String organization = Instance.organization("replicated");
        LaggingReplica.catchUp();
        String bucket = Instance.bucket(organization, "later");
        Asked token = Asked.issued(organization);

        var snapshot = Objects.requireNonNull(snapshots
                .get(OrganizationId.parse(organization), Freshness.ANY)
                .await()
                .atMost(SOON));
        try (Connection primary = OtherInstance.reader();
                Statement statement = primary.createStatement();
                var rows = statement.executeQuery("select version from policy_versions where org_id = "
                        + snapshot.organization().value())) {
            rows.next();
            assertThat(snapshot.version()).isEqualTo(rows.getLong(1));
        }
        as(token.secret())
                .header("X-Min-Policy-Version", snapshot.version())
                .get("/authorize?permission=read:bucket:" + bucket)
                .then()
                .statusCode(200);
    }

    @Test
    void organizationThatOnlyTheReplicaStillHasIsGone() throws SQLException {
        String organization = Instance.organization("gone");
        LaggingReplica.catchUp();
        as(Instance.operator()).delete("/api/v2/orgs/" + organization).then().statusCode(204);

        assertThat(snapshots
                        .get(OrganizationId.parse(organization), Freshness.ANY)
                        .await()
                        .atMost(SOON))
                .isNull();
    }

    @Test
    void whatBeginsToBeFollowedIsNeitherFreshNorOld() {
        long now = organizations.now();
        var followed = Objects.requireNonNull(organizations.follow(new OrganizationId(7), 1, now, false));

        assertThat(followed.isFresh(now)).isFalse();
        assertThat(followed.age(now)).isZero();
    }

    @Test
    void replicaThatFailsIsLeftOutForAWhile() throws SQLException {
        Asked token = Asked.issued();
        LaggingReplica.catchUp();
        LaggingReplica.fail();
        try {
            assertThat(inReplica(token)).isNull();
            assertThat(token.status()).isEqualTo(200);
        } finally {
            LaggingReplica.recover();
        }
        Awaitility.await().atMost(LONGEST_REST).until(() -> inReplica(token) != null);
    }

    @Test
    void loadMayTakeAsLongAsItGoesOn() throws SQLException {
        String organization = withManyBuckets();
        Asked token = Asked.issued();
        LaggingReplica.catchUp();
        LaggingReplica.slowDown();
        try {
            long begun = System.nanoTime();
            assertThat(load(organization)).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
            assertThat(inReplica(token)).as("the replica is still asked").isNotNull();
        } finally {
            LaggingReplica.speedUp();
        }
    }

    @Test
    void loadOnWhichTheReplicaIsSilentIsCancelled() throws SQLException {
        String organization = Instance.organization("silent");
        Asked token = Asked.issued();
        LaggingReplica.catchUp();
        try (Connection silent = LaggingReplica.fallSilent()) {
            Awaitility.await().atMost(SOON).ignoreExceptions().until(() -> load(organization) != null);
            Awaitility.await().atMost(SOON).until(() -> LaggingReplica.waiting() == 0);
            silent.rollback();
        }
        Awaitility.await().atMost(LONGEST_REST).until(() -> inReplica(token) != null);
    }

    private static String withManyBuckets() throws SQLException {
        String organization = Instance.organization("large");
        try (Connection owner = OtherInstance.owner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("alter table buckets disable trigger user");
            statement.execute("insert into buckets select "
                    + OrganizationId.parse(organization).value()
                    + ", i, 'user', 'bucket' || i, '', null, 0, 0, now(), now() from generate_series(1, 8192) i");
            statement.execute("alter table buckets enable trigger user");
            owner.commit();
        }
        return organization;
    }

    private @Nullable PolicySnapshot load(String organization) {
        return snapshots
                .get(OrganizationId.parse(organization), Freshness.ANY)
                .await()
                .atMost(SOON.multipliedBy(2));
    }

    private @Nullable FoundToken inReplica(Asked token) {
        var hashes = peppers.hashes(token.secret());
        return secrets.findInReplica(hashes)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .of(hashes.get(0));
    }
}
