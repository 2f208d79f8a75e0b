package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.HeldLock;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes with an organization, a user or a bucket. */
@QuarkusTest
class DeletionTest {
    private Administrator administrator;
    private String organization;
    private String bucket;

    @BeforeEach
    void createOrganization() {
        administrator = Administrator.ofNewOrganization();
        organization = administrator.organization();
        bucket = Instance.bucket(organization, "metrics");
    }

    @Test
    void tokensDieWithTheirOrganization() {
        Response token = Instance.token(organization, all("read", "buckets", organization));
        administrator.byToken().get("/api/v2/buckets").then().statusCode(200);
        as(token.path("token")).get("/api/v2/buckets").then().statusCode(200);

        delete("/api/v2/orgs/" + organization);

        for (String secret : List.of(administrator.token(), token.<String>path("token"))) {
            as(secret).get("/api/v2/buckets").then().statusCode(401).body("message", equalTo("unauthorized access"));
        }
        as(Instance.operator())
                .get("/api/v2/authorizations/" + token.path("id"))
                .then()
                .statusCode(404)
                .body("message", equalTo("authorization not found"));
        as(Instance.operator())
                .get("/api/v2/authorizations?orgID=" + organization)
                .then()
                .body("authorizations", empty());
    }

    /** Without one nobody gets another operator token. */
    @Test
    void lastActiveOwnerOfTheInstanceStays() throws Exception {
        String first =
                "/api/v2/users/" + as(Instance.operator()).get("/api/v2/me").path("id");
        String owner = Instance.user("owner");
        OwnedTables.ofThisProgram()
                .execute("insert into memberships (org_id, bucket_id, user_id, user_org_id, role) values (0, 0, "
                        + Id.parse(owner) + ", 0, 'owner')");
        Supplier<Response> deactivate =
                () -> as(Instance.operator()).body(Map.of("status", "inactive")).patch(first);

        try (HeldLock lock = HeldLock.ofWriters(0)) {
            CompletableFuture<Response> deleted =
                    send(() -> as(Instance.operator()).delete("/api/v2/users/" + owner));
            lock.awaitWaiting(1);
            CompletableFuture<Response> deactivated = send(deactivate);
            lock.awaitWaiting(2);
            lock.release();

            assertThat(deleted.join().statusCode()).isEqualTo(204);
            assertThat(deactivated.join().statusCode()).isEqualTo(422);
        }
        for (Response refused :
                List.of(deactivate.get(), as(Instance.operator()).delete(first))) {
            refused.then()
                    .statusCode(422)
                    .body("code", equalTo("conflict"))
                    .body(
                            "message",
                            equalTo("user with name " + Instance.USER + " is the last active owner of the instance"));
        }
        as(Instance.operator())
                .body(Map.of("status", "active"))
                .patch(first)
                .then()
                .statusCode(200)
                .body("status", equalTo("active"));
    }

    private static CompletableFuture<Response> send(Supplier<Response> request) {
        return CompletableFuture.supplyAsync(request, command -> new Thread(command).start());
    }

    @Test
    void bucketsAndMembershipsGoWithTheirOrganization() {
        delete("/api/v2/orgs/" + organization);

        as(Instance.operator()).get("/api/v2/buckets/" + bucket).then().statusCode(404);
        as(Instance.operator())
                .get("/api/v2/buckets?orgID=" + organization)
                .then()
                .body("buckets", empty());
        as(Instance.operator())
                .get("/api/v2/orgs?userID=" + administrator.user())
                .then()
                .body("orgs", empty());
        administrator.bySession().get("/api/v2/orgs").then().body("orgs", empty());
        administrator.bySession().get("/api/v2/orgs/" + organization).then().statusCode(401);
        as(Instance.operator())
                .get("/api/v2/users/" + administrator.user() + "/permissions")
                .then()
                .body("", hasSize(2));
    }

    @Test
    void nameOfADeletedOrganizationIsFreeAndOpensNothingOld() {
        String name =
                as(Instance.operator()).get("/api/v2/orgs/" + organization).path("name");
        delete("/api/v2/orgs/" + organization);

        as(Instance.operator())
                .body(Map.of("name", name))
                .post("/api/v2/orgs")
                .then()
                .statusCode(201);

        administrator.byToken().get("/api/v2/buckets").then().statusCode(401);
        administrator.bySession().get("/api/v2/orgs").then().body("orgs", empty());
    }

    @Test
    void tokensSessionsAndMembershipsDieWithTheirUser() {
        as(Instance.operator())
                .body(Map.of("id", Instance.user("other")))
                .post("/api/v2/buckets/" + bucket + "/members")
                .then()
                .statusCode(201);
        administrator.byToken().get("/api/v2/buckets").then().statusCode(200);

        delete("/api/v2/users/" + administrator.user());

        administrator
                .byToken()
                .get("/api/v2/buckets")
                .then()
                .statusCode(401)
                .body("message", equalTo("unauthorized access"));
        administrator.bySession().get("/api/v2/me").then().statusCode(401);
        assertThat(names("/api/v2/orgs/" + organization + "/owners")).containsExactly(Instance.USER);
        assertThat(names("/api/v2/buckets/" + bucket + "/members")).hasSize(1);
        as(Instance.operator())
                .get("/api/v2/authorizations?userID=" + administrator.user())
                .then()
                .body("authorizations", empty());
    }

    @Test
    void userWhoHasOnlyATokenSomewhereIsNobodyThereOnceItGoes() {
        createReader();
        String deleted = Instance.user("deleted");
        tokenOf(deleted);
        assertThat(mayReadAsReader(deleted)).isTrue();
        delete("/api/v2/users/" + deleted);
        assertThat(mayReadAsReader(deleted)).isFalse();

        String suspended = Instance.user("suspended");
        String token = tokenOf(suspended);
        String second = tokenOf(suspended);
        delete("/api/v2/authorizations/" + token);
        assertThat(mayReadAsReader(suspended)).isTrue();
        delete("/api/v2/authorizations/" + second);
        as(Instance.operator())
                .body(Map.of("status", "inactive"))
                .patch("/api/v2/users/" + suspended)
                .then()
                .statusCode(200);
        assertThat(mayReadAsReader(suspended)).isFalse();
    }

    private String tokenOf(String user) {
        return Instance.token(Map.of(
                        "orgID",
                        organization,
                        "userID",
                        user,
                        "permissions",
                        List.of(all("read", "labels", organization))))
                .path("id");
    }

    private void createReader() {
        for (String change : List.of(
                "{\"action\": \"create\", \"role\": {\"name\": \"reader\"}}",
                "{\"action\": \"add-permissions\","
                        + " \"role\": {\"name\": \"reader\", \"permissions\": {\"metrics\": [\"ReadData\"]}}}")) {
            as(Instance.operator())
                    .body(change)
                    .post("/role?orgID=" + organization)
                    .then()
                    .statusCode(200);
        }
    }

    /** Whether the user may read the bucket with a role that it is said to have. */
    private boolean mayReadAsReader(String user) {
        return as(Instance.operator())
                .body(Map.of(
                        "subject", Map.of("type", "user", "id", user, "properties", Map.of("roles", List.of("reader"))),
                        "action", Map.of("name", "read"),
                        "resource", Map.of("type", "bucket", "id", "metrics")))
                .post("/access/v1/evaluation?orgID=" + organization)
                .path("decision");
    }

    @Test
    void nameOfADeletedUserIsFreeAndOpensNothingOld() {
        delete("/api/v2/users/" + administrator.user());

        as(Instance.operator())
                .body(Map.of("name", administrator.name()))
                .post("/api/v2/users")
                .then()
                .statusCode(201);

        administrator.byToken().get("/api/v2/buckets").then().statusCode(401);
        administrator.bySession().get("/api/v2/me").then().statusCode(401);
    }

    @Test
    void membershipThatEndsEndsTheSessionsRightsAtOnce() {
        administrator.bySession().get("/api/v2/buckets/" + bucket).then().statusCode(200);

        delete("/api/v2/orgs/" + organization + "/owners/" + administrator.user());

        administrator.bySession().get("/api/v2/buckets/" + bucket).then().statusCode(404);
        administrator.bySession().get("/api/v2/orgs").then().body("orgs", empty());
    }

    @Test
    void membershipsGoWithTheirBucket() {
        String user = Instance.user("reader");
        as(Instance.operator())
                .body(Map.of("id", user))
                .post("/api/v2/buckets/" + bucket + "/members")
                .then()
                .statusCode(201);

        delete("/api/v2/buckets/" + bucket);

        as(Instance.operator())
                .get("/api/v2/users/" + user + "/permissions")
                .then()
                .body("", hasSize(2));
    }

    private static List<String> names(String path) {
        return as(Instance.operator()).get(path).jsonPath().getList("users.name");
    }

    private static void delete(String path) {
        as(Instance.operator()).delete(path).then().statusCode(204);
    }
}
