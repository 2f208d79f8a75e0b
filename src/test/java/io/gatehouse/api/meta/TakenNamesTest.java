package io.gatehouse.api.meta;

import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.HeldLock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A user of the instance chooses its name, and takes none of an organization's own user with it. Nor does one of those
 * take the name of a guest.
 */
@QuarkusTest
class TakenNamesTest {
    private static final String ON_DB1 = "{\"database\": {\"match\": \"exact\", \"value\": \"db1\"}";

    private final String name = "alice-" + UUID.randomUUID();
    private Meta meta;
    private String member;
    private String called;

    @BeforeEach
    void setUp() {
        meta = Meta.create("taken");
        meta.done(
                "/user", "{\"action\": \"create\", \"user\": {\"name\": \"" + name + "\", \"password\": \"secret\"}}");
        meta.done(
                "/role",
                "{\"action\": \"create\", \"role\": {\"name\": \"readers\", \"permissions\": {\"db1\": [\"ReadData\"]}}}");
        meta.rule("restrictions", ON_DB1 + ", \"permissions\": [\"read\"]}");
        meta.rule(
                "grants",
                ON_DB1 + ", \"permissions\": [\"read\"], \"roles\": [{\"name\": \"readers\"}], \"conditions\":"
                        + " [{\"attribute\": \"subject.name\", \"match\": \"exact\", \"value\": \"" + name + "\"}]}");
        member = Instance.user("mallory");
        as(Instance.operator())
                .body(Map.of("id", member))
                .post("/api/v2/orgs/" + meta.organization() + "/members")
                .then()
                .statusCode(201);
        called = nameOf(member);
        meta.done(
                "/role",
                "{\"action\": \"add-users\", \"role\": {\"name\": \"readers\", \"users\": [\"" + name + "\", \""
                        + called + "\"]}}");
    }

    @Test
    void nameMeansTheOrganizationsOwnUserAlone() {
        assertThat(mayRead(name)).isTrue();
        assertThat(mayRead(member)).isFalse();

        rename(name);

        assertThat(mayRead(name)).isTrue();
        assertThat(mayRead(member)).isFalse();
    }

    @Test
    void nameThatNobodyHasIsTheMembers() {
        String other = "bob-" + UUID.randomUUID();

        rename(other);

        assertThat(meta.may(other, "write", "db2", "m", Map.of())).isFalse();
        assertThat(meta.may(other, "read", "db2", "m", Map.of())).isTrue();
    }

    @Test
    void nobodyIsCreatedWithTheNameOfAGuest() {
        String holder = Instance.user("holder");
        Instance.token(Map.of(
                "orgID",
                meta.organization(),
                "userID",
                holder,
                "permissions",
                List.of(Instance.all("read", "buckets", meta.organization()))));
        String elsewhere = Instance.user("elsewhere");

        for (String guest : List.of(called, nameOf(holder))) {
            create(guest).then().statusCode(400).body("error", equalTo("user already exists"));
        }
        create(nameOf(elsewhere)).then().statusCode(200);
    }

    @Test
    void nobodyIsRenamedToTheNameOfAGuest() {
        String own = as(Instance.operator()).get("/api/v2/users?name=" + name).path("users[0].id");

        as(Instance.operator())
                .body(Map.of("name", called))
                .patch("/api/v2/users/" + own)
                .then()
                .statusCode(422)
                .body("code", equalTo("conflict"))
                .body("message", equalTo("user with name " + called + " already exists"));

        assertThat(nameOf(own)).isEqualTo(name);
        as(Instance.operator())
                .body(Map.of("name", name + "-2"))
                .patch("/api/v2/users/" + own)
                .then()
                .statusCode(200);
    }

    @Test
    void whoIsCalledAsAnOwnUserGetsNoPlaceBesideIt() {
        String namesake = as(Instance.operator())
                .body(Map.of("name", name))
                .post("/api/v2/users")
                .path("id");
        String bucket = Instance.bucket(meta.organization(), "db1");

        for (String place : List.of("orgs/" + meta.organization(), "buckets/" + bucket)) {
            for (String role : List.of("/members", "/owners")) {
                as(Instance.operator())
                        .body(Map.of("id", namesake))
                        .post("/api/v2/" + place + role)
                        .then()
                        .statusCode(422)
                        .body("code", equalTo("conflict"))
                        .body("message", equalTo("user with name " + name + " already exists in the organization"));
            }
        }
        as(Instance.operator())
                .body(Map.of("id", namesake))
                .post("/api/v2/orgs/" + Instance.organization("other") + "/members")
                .then()
                .statusCode(201);
    }

    @Test
    void guestWhoComesInFirstKeepsItsName() throws Exception {
        String late = Instance.user("late");
        String latecomer = nameOf(late);
        try (HeldLock lock = HeldLock.ofWriters(Id.parse(meta.organization()))) {
            CompletableFuture<Response> added = send(() -> as(Instance.operator())
                    .body(Map.of("id", late))
                    .post("/api/v2/orgs/" + meta.organization() + "/members"));
            lock.awaitWaiting(1);
            CompletableFuture<Response> created = send(() -> create(latecomer));
            lock.awaitWaiting(2);
            lock.release();

            assertThat(added.join().statusCode()).isEqualTo(201);
            assertThat(created.join().statusCode()).isEqualTo(400);
        }
    }

    private Response create(String user) {
        return meta.post(
                "/user", "{\"action\": \"create\", \"user\": {\"name\": \"" + user + "\", \"password\": \"secret\"}}");
    }

    private static String nameOf(String user) {
        return as(Instance.operator()).get("/api/v2/users/" + user).path("name");
    }

    private static CompletableFuture<Response> send(Supplier<Response> request) {
        return CompletableFuture.supplyAsync(request, command -> new Thread(command).start());
    }

    private boolean mayRead(String user) {
        return meta.may(user, "read", "db1", "m", Map.of());
    }

    private void rename(String to) {
        as(Instance.operator())
                .body(Map.of("name", to))
                .patch("/api/v2/users/" + member)
                .then()
                .statusCode(200);
    }
}
