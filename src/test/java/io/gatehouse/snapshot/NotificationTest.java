package io.gatehouse.snapshot;

import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Token;
import io.gatehouse.token.TokenSecret;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without a poll, and with no limit to staleness: only PostgreSQL's news and this instance's commits count. */
@QuarkusTest
@TestProfile(NotificationTest.Profile.class)
class NotificationTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int LOOKUPS = 4;

    @Inject
    Tokens tokens;

    @Inject
    Snapshots snapshots;

    @Inject
    MeterRegistry registry;

    /** Hours between polls. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "gatehouse.snapshot.poll-interval", "PT1H",
                    "gatehouse.snapshot.max-staleness", "PT1H",
                    "gatehouse.snapshot.patience", "PT2S",
                    "gatehouse.snapshot.max-lookups", Integer.toString(LOOKUPS));
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ProxiedDatabase.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @AfterEach
    void openNetwork() {
        ProxiedDatabase.open();
        News.await(registry);
    }

    @Test
    void changeOnAnotherInstanceHoldsHere() throws SQLException {
        Asked token = Asked.issued();
        assertThat(token.status()).isEqualTo(200);

        OtherInstance.setStatus(token.organization(), token.id(), "inactive");
        token.awaitStatus(401, SOON);

        OtherInstance.setStatus(token.organization(), token.id(), "active");
        token.awaitStatus(200, SOON);
    }

    @Test
    void changeWhoseRecordIsGoneIsFoundAllTheSame() throws SQLException {
        Asked token = Asked.issued();
        assertThat(token.status()).isEqualTo(200);

        ProxiedDatabase.cut();
        OtherInstance.setStatus(token.organization(), token.id(), "inactive");
        OtherInstance.forgetChanges(token.organization());
        ProxiedDatabase.open();

        token.awaitStatus(401, SOON);
    }

    @Test
    void changeWhileNobodyListenedHoldsWhenTheConnectionIsBack() throws SQLException {
        Asked token = Asked.issued();
        assertThat(token.status()).isEqualTo(200);

        ProxiedDatabase.cut();
        OtherInstance.setStatus(token.organization(), token.id(), "inactive");
        assertThat(token.status()).isEqualTo(200);
        ProxiedDatabase.open();

        token.awaitStatus(401, SOON);
    }

    @Test
    void listenerComesBackAfterItsConnectionWasTerminated() throws SQLException {
        Asked token = Asked.issued();
        assertThat(token.status()).isEqualTo(200);

        terminateReaders();
        OtherInstance.setStatus(token.organization(), token.id(), "inactive");
        token.awaitStatus(401, SOON);

        OtherInstance.setStatus(token.organization(), token.id(), "active");
        token.awaitStatus(200, SOON);
    }

    @Test
    void everyLossOfTheListenerCountsOnceWhateverHasChanged() throws SQLException {
        List<Asked> held = List.of(Asked.issued(), Asked.issued(), Asked.issued());
        held.forEach(token -> token.awaitStatus(200, SOON));
        OtherInstance.setStatus(held.get(0).organization(), held.get(0).id(), "inactive");
        held.get(0).awaitStatus(401, SOON);
        double before = listenerLosses();

        terminateReaders();
        Awaitility.await().atMost(SOON).until(() -> listenerLosses() > before);
        OtherInstance.setStatus(held.get(0).organization(), held.get(0).id(), "active");
        held.get(0).awaitStatus(200, SOON);
        assertThat(listenerLosses()).as("nothing had changed").isEqualTo(before + 1);

        ProxiedDatabase.cut();
        Awaitility.await().atMost(SOON).until(() -> listenerLosses() > before + 1);
        for (Asked token : held) {
            OtherInstance.setStatus(token.organization(), token.id(), "inactive");
        }
        ProxiedDatabase.open();
        held.forEach(token -> token.awaitStatus(401, SOON));
        assertThat(listenerLosses()).as("three organizations had").isEqualTo(before + 2);
    }

    @Test
    void nothingIsDecidedOnWhatWasBeforeAnAcknowledgedWrite() {
        Asked token = Asked.issued();
        assertThat(token.status()).isEqualTo(200);
        assertThat(as(Instance.operator()).get("/api/v2/resources").statusCode())
                .isEqualTo(200);

        ProxiedDatabase.cut();
        as(Instance.operator())
                .delete("/api/v2/authorizations/" + token.id())
                .then()
                .statusCode(204);
        assertThat(token.status()).isEqualTo(503);
        ProxiedDatabase.open();

        token.awaitStatus(401, SOON);
    }

    @Test
    void whatIsHeldIsAnsweredWithoutWaiting() {
        Asked token = Asked.issued();
        assertThat(tokens.ifFresh(token.secret(), Freshness.ANY, null)).isNull();
        assertThat(token.status()).isEqualTo(200);

        Token held = Objects.requireNonNull(tokens.ifFresh(token.secret(), Freshness.ANY, null))
                .token();
        var organization = OrganizationId.parse(token.organization());
        assertThat(held).extracting(Token::organization).isEqualTo(organization);
        assertThat(tokens.find(token.secret(), Freshness.ANY, null).subscribeAsCompletionStage())
                .isCompletedWithValue(held);
        assertThat(snapshots.ifFresh(organization, Freshness.ANY)).isNotNull();
        assertThat(snapshots.ifFresh(organization, new Freshness(0, true))).isNull();
    }

    @Test
    void fullConsistencyIsNotAnsweredFromMemory() {
        Asked token = Asked.issued();
        assertThat(token.status()).isEqualTo(200);

        ProxiedDatabase.cut();
        assertThat(token.status()).isEqualTo(200);
        as(token.secret())
                .header("X-Consistency", "full")
                .get("/authorize?permission=read:buckets")
                .then()
                .statusCode(503)
                .header("Retry-After", "1");
    }

    @Test
    void questionsOfThoseWhoCannotBeLookedUpCountAsUndecided() {
        Asked token = Asked.issued();
        double authzen = undecided("authzen");
        double series = undecided("series");

        ProxiedDatabase.cut();
        as(token.secret()).post("/access/v1/evaluation").then().statusCode(503);
        as(token.secret()).post("/v1/series/check").then().statusCode(503);
        as(token.secret()).get("/api/v2/buckets").then().statusCode(503);

        assertThat(undecided("authzen")).isEqualTo(authzen + 1);
        assertThat(undecided("series")).isEqualTo(series + 1);
    }

    @Test
    void manyWhoShowTheSameNewTokenCostOneLookup() throws Exception {
        Asked token = Asked.issued();

        try (Connection owner = lockSecrets()) {
            List<CompletableFuture<Integer>> answers = ask(List.of(token, token, token, token, token, token, token));
            awaitLookups(1);
            assertThat(answers).noneMatch(CompletableFuture::isDone);
            owner.rollback();

            assertThat(answers).allMatch(answer -> answer.join() == 200);
        }
    }

    @Test
    void lookupsAreBounded() throws Exception {
        List<Asked> tokens = new ArrayList<>();
        String organization = Instance.organization("lookups");
        for (int i = 0; i < LOOKUPS + 3; i++) {
            tokens.add(Asked.issued(organization));
        }

        try (Connection owner = lockSecrets()) {
            List<CompletableFuture<Integer>> answers = ask(tokens);
            awaitLookups(LOOKUPS);
            Awaitility.await()
                    .atMost(SOON)
                    .until(() ->
                            answers.stream().filter(CompletableFuture::isDone).count() == 3);
            owner.rollback();

            assertThat(answers.stream().map(CompletableFuture::join))
                    .containsOnly(200, 503)
                    .filteredOn(answer -> answer == 503)
                    .hasSize(3);
        }
    }

    @Test
    void floodOfInventedTokensTakesNeitherConnectionsNorPlacesForOthers() throws Exception {
        Asked held = Asked.issued();
        assertThat(held.status()).isEqualTo(200);
        String unloaded = Instance.organization("unloaded");

        try (Connection owner = lockSecrets()) {
            List<CompletableFuture<Integer>> flood = new ArrayList<>();
            for (int i = 0; i < 3 * LOOKUPS; i++) {
                var invented = new Asked(held.organization(), held.id(), TokenSecret.generate());
                flood.addAll(ask(List.of(invented)));
            }
            awaitLookups(LOOKUPS);

            // Those that nobody has a place for are refused, tokens in memory answered, and policy is loaded.
            Awaitility.await()
                    .atMost(SOON)
                    .until(() ->
                            flood.stream().filter(CompletableFuture::isDone).count() >= 2 * LOOKUPS);
            assertThat(held.status()).isEqualTo(200);
            assertThat(snapshots
                            .get(OrganizationId.parse(unloaded), Freshness.ANY)
                            .await()
                            .atMost(SOON))
                    .isNotNull();
            owner.rollback();

            assertThat(flood.stream().map(CompletableFuture::join)).isSubsetOf(401, 503);
        }
        assertThat(held.status()).isEqualTo(200);
    }

    @Test
    void lastUseIsWrittenBehindAlsoAfterATokenHasGone() throws SQLException {
        Asked gone = Asked.issued();
        Asked token = Asked.issued();
        assertThat(gone.status()).isEqualTo(200);
        as(Instance.operator())
                .delete("/api/v2/authorizations/" + gone.id())
                .then()
                .statusCode(204);
        assertThat(token.status()).isEqualTo(200);

        try (Connection owner = OtherInstance.owner();
                Statement statement = owner.createStatement()) {
            Awaitility.await().atMost(SOON.multipliedBy(2)).until(() -> {
                try (ResultSet rows = statement.executeQuery("select 1 from token_usage u join tokens t"
                        + " on t.org_id = u.org_id and t.id = u.token_id and t.id = "
                        + Id.parse(token.id()))) {
                    return rows.next();
                }
            });
        }
    }

    private double undecided(String door) {
        return registry.get("gatehouse.decisions")
                .tags("door", door, "outcome", "error")
                .functionCounter()
                .count();
    }

    private double listenerLosses() {
        return registry.get("gatehouse.listener.losses").counter().count();
    }

    private static void terminateReaders() throws SQLException {
        try (Connection reader = OtherInstance.reader();
                Statement statement = reader.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where usename = current_user and pid <> pg_backend_pid()");
        }
    }

    private static Connection lockSecrets() throws SQLException {
        Connection owner = OtherInstance.owner();
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("lock table token_secrets in access exclusive mode");
        }
        return owner;
    }

    private static List<CompletableFuture<Integer>> ask(List<Asked> tokens) {
        return tokens.stream()
                .map(token -> CompletableFuture.supplyAsync(token::status, command -> new Thread(command).start()))
                .toList();
    }

    /** Look-ups wait for the lock: those that came at the same time ask together, on one connection. */
    private static void awaitLookups(int most) throws SQLException {
        try (Connection reader = OtherInstance.reader();
                Statement statement = reader.createStatement()) {
            Awaitility.await().atMost(SOON).until(() -> {
                try (ResultSet rows = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where usename = current_user and wait_event_type = 'Lock'")) {
                    rows.next();
                    int waiting = rows.getInt(1);
                    return waiting > 0 && waiting <= most;
                }
            });
        }
    }
}
