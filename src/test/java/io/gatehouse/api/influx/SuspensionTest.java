package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.NamedPermission;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A suspended organization keeps its data, and every credential of it is refused. */
@QuarkusTest
class SuspensionTest {
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
    void everyTokenIsRefusedAtOnceUntilTheOrganizationIsResumed() {
        List<String> secrets = List.of(
                administrator.token(),
                Instance.token(organization, all("read", "buckets", organization))
                        .path("token"));
        secrets.forEach(secret -> as(secret).get("/api/v2/buckets").then().statusCode(200));

        change("inactive");
        for (String secret : secrets) {
            as(secret)
                    .get("/api/v2/buckets")
                    .then()
                    .statusCode(401)
                    .body("message", equalTo("organization is inactive"));
        }

        change("active");
        secrets.forEach(
                secret -> as(secret).get("/api/v2/buckets/" + bucket).then().statusCode(200));
    }

    @Test
    void ownersSessionMayNothingThere() {
        change("inactive");

        administrator.bySession().get("/api/v2/me").then().statusCode(200);
        administrator.bySession().get("/api/v2/orgs").then().body("orgs", empty());
        administrator.bySession().get("/api/v2/buckets").then().body("buckets", empty());
        administrator.bySession().get("/api/v2/buckets/" + bucket).then().statusCode(404);
        administrator.bySession().get("/api/v2/authorizations").then().body("authorizations", empty());
        administrator.bySession().get("/v1/audit?orgID=" + organization).then().statusCode(403);

        change("active");
        administrator.bySession().get("/api/v2/buckets/" + bucket).then().statusCode(200);
    }

    @Test
    void ownerDoesNotResumeIt() {
        change("inactive");

        administrator
                .bySession()
                .body(Map.of("status", "active"))
                .patch("/api/v2/orgs/" + organization)
                .then()
                .statusCode(401);

        as(administrator.token()).get("/api/v2/buckets").then().statusCode(401);
    }

    @Test
    void holderOfEveryEnterprisePermissionDoesNotResumeIt() {
        Administrator elsewhere = Administrator.ofNewOrganization();
        as(Instance.operator())
                .body(Map.of("id", elsewhere.user()))
                .post("/api/v2/orgs/" + organization + "/members")
                .then()
                .statusCode(201);
        List<String> every = NamedPermission.ADMINISTRATOR.stream()
                .map(NamedPermission::text)
                .toList();
        as(Instance.operator())
                .body(Map.of(
                        "action",
                        "add-permissions",
                        "user",
                        Map.of("name", elsewhere.name(), "permissions", Map.of("", every))))
                .post("/user?orgID=" + organization)
                .then()
                .statusCode(200);
        elsewhere
                .bySession()
                .body(Map.of("description", "new"))
                .patch("/api/v2/orgs/" + organization)
                .then()
                .statusCode(200);

        change("inactive");

        elsewhere
                .bySession()
                .body(Map.of("status", "active"))
                .patch("/api/v2/orgs/" + organization)
                .then()
                .statusCode(401);
    }

    @Test
    void dataStays() {
        change("inactive");

        as(Instance.operator()).get("/api/v2/buckets/" + bucket).then().statusCode(200);
        as(Instance.operator()).get("/api/v2/orgs/" + organization).then().body("status", equalTo("inactive"));
        as(Instance.operator())
                .get("/api/v2/orgs?userID=" + administrator.user())
                .then()
                .body("orgs.id", equalTo(List.of(organization)));
    }

    @Test
    void otherOrganizationsGoOn() {
        Administrator other = Administrator.ofNewOrganization();

        change("inactive");

        other.byToken().get("/api/v2/buckets").then().statusCode(200);
        other.bySession().get("/api/v2/orgs/" + other.organization()).then().statusCode(200);
    }

    @Test
    void memberKeepsItsRightsElsewhere() {
        Administrator elsewhere = Administrator.ofNewOrganization();
        as(Instance.operator())
                .body(Map.of("id", elsewhere.user()))
                .post("/api/v2/orgs/" + organization + "/members")
                .then()
                .statusCode(201);
        elsewhere.bySession().get("/api/v2/orgs/" + organization).then().statusCode(200);

        change("inactive");

        elsewhere.bySession().get("/api/v2/orgs/" + organization).then().statusCode(401);
        elsewhere
                .bySession()
                .get("/api/v2/orgs/" + elsewhere.organization())
                .then()
                .statusCode(200);
    }

    @Test
    void nobodySuspendsTheOrganizationOfItsOwnCredential() {
        String home = as(Instance.operator()).get("/api/v2/orgs?org=home").path("orgs[0].id");

        as(Instance.operator())
                .body(Map.of("status", "inactive"))
                .patch("/api/v2/orgs/" + home)
                .then()
                .statusCode(422)
                .body("code", equalTo("conflict"));

        as(Instance.operator()).get("/api/v2/orgs/" + home).then().body("status", equalTo("active"));
    }

    @Test
    void statusIsActiveOrInactive() {
        as(Instance.operator())
                .body(Map.of("status", "asleep"))
                .patch("/api/v2/orgs/" + organization)
                .then()
                .statusCode(400)
                .body("message", equalTo("invalid status: must be active or inactive"));
    }

    @Test
    void nameAndDescriptionSurviveTheChange() {
        String before =
                as(Instance.operator()).get("/api/v2/orgs/" + organization).path("name");

        change("inactive");

        assertThat(as(Instance.operator()).get("/api/v2/orgs/" + organization).<String>path("name"))
                .isEqualTo(before);
    }

    private void change(String status) {
        as(Instance.operator())
                .body(Map.of("status", status))
                .patch("/api/v2/orgs/" + organization)
                .then()
                .statusCode(200)
                .body("status", equalTo(status));
    }
}
