package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
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
