package io.gatehouse.api;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Id;
import io.gatehouse.platform.HeldLock;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many who want the same at once: one gets it, the others a plain refusal, and nothing is left half done. */
@QuarkusTest
class ConcurrentWritesTest {
    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private String operator = "";

    @BeforeEach
    void setUp() {
        operator = Instance.operator();
    }

    @Test
    void ofManyOrganizationsWithOneNameOneIsCreated() throws Exception {
        String name = "wanted-" + UUID.randomUUID();

        List<Integer> statuses = ManyRequests.inParallel(200)
                .as(operator)
                .repeat("POST", "/api/v2/orgs", "{\"name\": \"" + name + "\"}");

        assertOneOf(statuses, 201, 422);
        assertThat(tables.list("select id from organizations where name = '" + name + "'"))
                .hasSize(1);
        assertThat(tables.one("select count(*) from buckets b where not exists"
                        + " (select from organizations o where o.id = b.org_id)"))
                .isEqualTo("0");
    }

    @Test
    void ofManyUsersWithOneNameOneIsCreated() throws Exception {
        String name = "wanted-" + UUID.randomUUID();

        List<Integer> statuses = ManyRequests.inParallel(50)
                .as(operator)
                .repeat("POST", "/api/v2/users", "{\"name\": \"" + name + "\"}");

        assertOneOf(statuses, 201, 422);
        assertThat(tables.list("select id from users where name = '" + name + "'"))
                .hasSize(1);
    }

    @Test
    void ofManyBucketsWithOneNameOneIsCreated() throws Exception {
        String organization = Instance.organization("crowded");

        List<Integer> statuses = ManyRequests.inParallel(50)
                .as(operator)
                .repeat("POST", "/api/v2/buckets", "{\"orgID\": \"" + organization + "\", \"name\": \"wanted\"}");

        assertOneOf(statuses, 201, 422);
        assertThat(tables.one(
                        "select count(*) from buckets where name = 'wanted' and org_id = " + Id.parse(organization)))
                .isEqualTo("1");
    }

    @Test
    void ofManyMembershipsOfOneUserOneIsCreated() {
        String organization = Instance.organization("club");
        String user = Instance.user("joining");

        List<Integer> statuses = ManyRequests.inParallel(50)
                .as(operator)
                .repeat("POST", "/api/v2/orgs/" + organization + "/members", "{\"id\": \"" + user + "\"}");

        assertOneOf(statuses, 201, 422);
    }

    @Test
    void ofManyDeletesOfOneTokenOneSucceeds() {
        String token = newToken().path("id");

        assertOneOf(
                ManyRequests.inParallel(30).as(operator).repeat("DELETE", "/api/v2/authorizations/" + token, null),
                204,
                404);
    }

    @Test
    void ofManyDeletesOfOneOrganizationOneSucceeds() throws Exception {
        String organization = Instance.organization("doomed");
        Instance.token(organization, all("read", "buckets", organization));

        assertOneOf(
                ManyRequests.inParallel(30).as(operator).repeat("DELETE", "/api/v2/orgs/" + organization, null),
                204,
                404);
        assertThat(orphans()).isEmpty();
    }

    @Test
    void eachOfManyRotationsAtOnceLeavesOneSecretThatLasts() throws Exception {
        var token = newToken();
        String id = token.path("id");

        var rotations = ManyRequests.inParallel(10).as(operator);
        List<Integer> statuses =
                rotations.repeat("POST", "/api/v2/authorizations/" + id + "/rotate", "{\"grace\": \"0s\"}");

        assertThat(statuses).containsOnly(200);
        assertThat(tables.one(
                        "select count(*) from token_secrets where expires_at is null and token_id = " + Id.parse(id)))
                .isEqualTo("1");
        List<String> secrets = rotations.bodies().stream()
                .map(body -> JsonPath.from(body).getString("token"))
                .toList();
        assertThat(secrets).doesNotHaveDuplicates();
        assertThat(secrets.stream().filter(secret -> may(secret, "read:buckets")))
                .hasSize(1);
        assertThat(may(token.path("token"), "read:buckets")).isFalse();
    }

    @Test
    void userThatIsDeletedWhileItIsWantedLeavesNothingBehind() throws Exception {
        String organization = Instance.organization("busy");
        String other = Instance.organization("busy-too");
        String bucket = Instance.bucket(organization, "b");
        for (int round = 0; round < 10; round++) {
            String user = Instance.user("leaving");
            String id = "{\"id\": \"" + user + "\"}";
            List<Integer> statuses = ManyRequests.inParallel(16)
                    .as(operator)
                    .send(interleaved(
                            new ManyRequests.One("DELETE", "/api/v2/users/" + user, null),
                            new ManyRequests.One("POST", "/api/v2/orgs/" + organization + "/members", id),
                            new ManyRequests.One("POST", "/api/v2/orgs/" + other + "/owners", id),
                            new ManyRequests.One("POST", "/api/v2/buckets/" + bucket + "/members", id),
                            new ManyRequests.One("POST", "/api/v2/authorizations", tokenFor(user, organization)),
                            new ManyRequests.One("POST", "/api/v2/authorizations", tokenFor(user, other)),
                            new ManyRequests.One("PATCH", "/api/v2/users/" + user, "{\"status\": \"inactive\"}"),
                            new ManyRequests.One(
                                    "POST", "/api/v2/users/" + user + "/password", "{\"password\": \"long enough\"}")));

            assertThat(statuses).isSubsetOf(200, 201, 204, 400, 404, 422);
        }
        assertThat(orphans()).isEmpty();
    }

    @Test
    void organizationThatIsDeletedWhileItIsWrittenToLeavesNothingBehind() throws Exception {
        for (int round = 0; round < 5; round++) {
            String organization = Instance.organization("closing");
            String user = Instance.user("guest");
            List<Integer> statuses = ManyRequests.inParallel(16)
                    .as(operator)
                    .send(interleaved(
                            new ManyRequests.One("DELETE", "/api/v2/orgs/" + organization, null),
                            new ManyRequests.One(
                                    "POST", "/api/v2/orgs/" + organization + "/members", "{\"id\": \"" + user + "\"}"),
                            new ManyRequests.One(
                                    "POST",
                                    "/api/v2/buckets",
                                    "{\"orgID\": \"" + organization + "\", \"name\": \"n\"}"),
                            new ManyRequests.One("POST", "/api/v2/authorizations", tokenFor(user, organization)),
                            new ManyRequests.One("PATCH", "/api/v2/users/" + user, "{\"status\": \"active\"}"),
                            new ManyRequests.One("DELETE", "/api/v2/users/" + user, null)));

            assertThat(statuses).isSubsetOf(200, 201, 204, 400, 404, 422);
        }
        assertThat(orphans()).isEmpty();
    }

    @Test
    void userThatIsDeletedWhileItSignsInLeavesNoSession() throws Exception {
        for (int round = 0; round < 3; round++) {
            String user = Instance.user("signing-in");
            String name = as(operator).get("/api/v2/users/" + user).jsonPath().getString("name");
            as(operator)
                    .body(Map.of("password", "long enough"))
                    .post("/api/v2/users/" + user + "/password")
                    .then()
                    .statusCode(204);
            List<ManyRequests.One> requests = new ArrayList<>();
            requests.add(new ManyRequests.One("DELETE", "/api/v2/users/" + user, null).as("Token " + operator));
            requests.addAll(Collections.nCopies(
                    8, new ManyRequests.One("POST", "/api/v2/signin", null).as(basic(name, "long enough"))));

            assertThat(ManyRequests.inParallel(9).send(requests)).isSubsetOf(204, 401);
            assertThat(tables.list("select user_id from sessions where user_id = " + Id.parse(user)))
                    .isEmpty();
        }
    }

    @Test
    void usersWhoShareOrganizationsAreDeletedAtOnceWithoutADeadlock() throws Exception {
        String one = Instance.organization("shared");
        String two = Instance.organization("shared-too");
        List<ManyRequests.One> deletes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String user = Instance.user("sharing");
            for (String organization : i % 2 == 0 ? List.of(one, two) : List.of(two, one)) {
                as(operator)
                        .body(Map.of("id", user))
                        .post("/api/v2/orgs/" + organization + "/members")
                        .then()
                        .statusCode(201);
            }
            deletes.add(new ManyRequests.One("DELETE", "/api/v2/users/" + user, null));
            deletes.add(new ManyRequests.One(
                    "POST",
                    "/api/v2/buckets",
                    "{\"orgID\": \"" + (i % 2 == 0 ? one : two) + "\", \"name\": \"b" + i + "\"}"));
        }

        assertThat(ManyRequests.inParallel(24).as(operator).send(deletes)).containsOnly(201, 204);
        assertThat(orphans()).isEmpty();
    }

    @Test
    void writesToOneOrganizationLeaveConnectionsToOthers() throws Exception {
        String busy = Instance.organization("busy-writers");
        String other = Instance.organization("not-busy");
        String bucket = "{\"orgID\": \"%s\", \"name\": \"wanted\"}";
        ExecutorService clients = Executors.newSingleThreadExecutor();
        try (var lock = HeldLock.ofWriters(Id.parse(busy))) {
            Future<List<Integer>> waiting = clients.submit(() -> ManyRequests.inParallel(100)
                    .as(operator)
                    .repeat("POST", "/api/v2/buckets", bucket.formatted(busy)));
            lock.awaitWaiting(4);

            assertThat(ManyRequests.inParallel(8)
                            .as(operator)
                            .repeat("POST", "/api/v2/buckets", bucket.formatted(other)))
                    .containsOnly(201, 422);

            lock.release();
            assertThat(waiting.get()).containsOnly(201, 422);
        } finally {
            clients.shutdownNow();
        }
    }

    /** Rows that refer to something that is not there. */
    private List<String> orphans() throws Exception {
        return tables.list("""
                select 'membership of no user ' || m from memberships m
                    where not exists (select from users u where u.org_id = m.user_org_id and u.id = m.user_id)
                union all select 'membership in no organization ' || m from memberships m
                    where org_id <> 0 and not exists (select from organizations o where o.id = m.org_id)
                union all select 'token of no user ' || t from tokens t
                    where not exists (select from users u where u.org_id = t.user_org_id and u.id = t.user_id)
                union all select 'token of no organization ' || t from tokens t
                    where not exists (select from organizations o where o.id = t.org_id)
                union all select 'secret of no token' from token_secrets s
                    where not exists (select from tokens t where t.org_id = s.org_id and t.id = s.token_id)
                union all select 'password of no user' from passwords p
                    where not exists (select from users u where u.org_id = p.org_id and u.id = p.user_id)
                union all select 'bucket of no organization ' || b from buckets b
                    where not exists (select from organizations o where o.id = b.org_id)""");
    }

    private static Response newToken() {
        String organization = Instance.organization("tokens");
        return Instance.token(organization, all("read", "buckets", organization));
    }

    private static String tokenFor(String user, String organization) {
        return "{\"orgID\": \"" + organization + "\", \"userID\": \"" + user + "\", \"perms\": \"read:buckets\"}";
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean may(String secret, String permission) {
        return as(secret).get("/authorize?permission=" + permission).statusCode() == 200;
    }

    private static List<ManyRequests.One> interleaved(ManyRequests.One... requests) {
        return Stream.of(requests, requests).flatMap(Stream::of).toList();
    }

    private static void assertOneOf(List<Integer> statuses, int one, int others) {
        assertThat(statuses).containsOnly(one, others);
        assertThat(statuses.stream().filter(status -> status == one)).hasSize(1);
    }
}
