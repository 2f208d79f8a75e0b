package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.Instance.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody grants what it lacks, and no administrator of an organization becomes an operator. */
@QuarkusTest
class GrantingTest {
    private Administrator administrator;
    private String organization;
    private List<Supplier<RequestSpecification>> credentials;
    private String root;

    @BeforeEach
    void createAdministrator() {
        administrator = Administrator.ofNewOrganization();
        organization = administrator.organization();
        credentials = List.of(administrator::byToken, administrator::bySession);
        root = as(Instance.operator()).get("/api/v2/me").path("id");
    }

    @Test
    void administratorGrantsWhatItHas() {
        for (var credential : credentials) {
            Response issued = credential
                    .get()
                    .body(Map.of("orgID", organization, "permissions", List.of(all("read", "buckets", organization))))
                    .post("/api/v2/authorizations");

            assertThat(issued.statusCode()).isEqualTo(201);
            assertThat(issued.<String>path("userID")).isEqualTo(administrator.user());
            as(issued.path("token")).get("/api/v2/buckets").then().statusCode(200);
        }
    }

    @Test
    void permissionOnEveryOrganizationIsForOperators() {
        for (var credential : credentials) {
            for (String type : List.of("buckets", "orgs", "users", "authorizations", "tasks")) {
                expectForbidden(credential, Map.of("action", "read", "resource", Map.of("type", type)), "read:" + type);
            }
        }
    }

    @Test
    void permissionOnAnotherOrganizationCannotBeGranted() {
        String foreign = Instance.organization("foreign");

        for (var credential : credentials) {
            refuse(
                            credential,
                            Map.of("orgID", organization, "permissions", List.of(all("read", "buckets", foreign))),
                            400)
                    .body(
                            "message",
                            equalTo("permission read:orgs/" + foreign + "/buckets is not for org id " + organization));
            refuse(credential, Map.of("orgID", foreign, "permissions", List.of(all("read", "buckets", foreign))), 401)
                    .body("message", equalTo("write:orgs/" + foreign + "/authorizations is unauthorized"));
            expectForbidden(
                    credential,
                    Map.of("action", "write", "resource", Map.of("type", "orgs", "id", foreign)),
                    "write:orgs/" + foreign);
        }
    }

    @Test
    void foreignBucketCannotBeGrantedUnderTheOwnOrganization() {
        String bucket = Instance.bucket(Instance.organization("foreign"), "secrets");

        for (var credential : credentials) {
            Response issued = credential
                    .get()
                    .body(Map.of(
                            "orgID",
                            organization,
                            "permissions",
                            List.of(one("read", "buckets", organization, bucket))))
                    .post("/api/v2/authorizations");

            as(issued.path("token")).get("/api/v2/buckets/" + bucket).then().statusCode(404);
            expectForbidden(
                    credential,
                    Map.of("action", "read", "resource", Map.of("type", "buckets", "id", bucket)),
                    "read:buckets/" + bucket);
        }
    }

    @Test
    void whomItIsNotTheOwnerOfCannotBeGrantedUnderTheOwnOrganization() {
        String foreign = Instance.organization("foreign");

        for (var credential : credentials) {
            for (String action : List.of("read", "write")) {
                expectForbidden(credential, one(action, "users", organization, root), onOne(action, "users", root));
                expectForbidden(credential, one(action, "orgs", organization, foreign), onOne(action, "orgs", foreign));
            }
            Map<String, ?> byName = Map.of(
                    "action",
                    "read",
                    "resource",
                    Map.of("type", "users", "orgID", organization, "name", Instance.USER));
            refuse(credential, Map.of("orgID", organization, "permissions", List.of(byName)), 404)
                    .body("message", equalTo("user \"" + Instance.USER + "\" not found"));
        }
    }

    @Test
    void ownerOfTwoHasNoTokenOfTheOneOnTheOther() {
        Administrator other = Administrator.ofNewOrganization();
        as(Instance.operator())
                .body(Map.of("id", administrator.user()))
                .post("/api/v2/orgs/" + other.organization() + "/owners")
                .then()
                .statusCode(201);
        Map<String, ?> onOther =
                Map.of("action", "write", "resource", Map.of("type", "orgs", "id", other.organization()));

        refuse(administrator::bySession, Map.of("orgID", organization, "permissions", List.of(onOther)), 403)
                .body(
                        "message",
                        equalTo("permission write:orgs/" + other.organization() + " is not for org id "
                                + organization));
        administrator
                .bySession()
                .body(Map.of("orgID", other.organization(), "permissions", List.of(onOther)))
                .post("/api/v2/authorizations")
                .then()
                .statusCode(201);
    }

    @Test
    void memberOfAnotherOrganizationsBucketHasNoTokenForItAtHome() {
        String bucket = Instance.bucket(Instance.organization("foreign"), "shared");
        as(Instance.operator())
                .body(Map.of("id", administrator.user()))
                .post("/api/v2/buckets/" + bucket + "/members")
                .then()
                .statusCode(201);
        administrator.bySession().get("/api/v2/buckets/" + bucket).then().statusCode(200);

        Response issued = administrator
                .bySession()
                .body(Map.of(
                        "orgID",
                        organization,
                        "permissions",
                        List.of(Map.of("action", "read", "resource", Map.of("type", "buckets", "id", bucket)))))
                .post("/api/v2/authorizations");

        assertThat(issued.<String>path("permissions[0].resource.orgID")).isEqualTo(organization);
        as(issued.path("token")).get("/api/v2/buckets/" + bucket).then().statusCode(404);
        as(issued.path("token"))
                .get("/authorize?permission=read:bucket:" + bucket)
                .then()
                .statusCode(403);
    }

    @Test
    void instancePermissionIsNeverGranted() {
        for (String secret : List.of(administrator.token(), Instance.operator())) {
            as(secret)
                    .body(Map.of(
                            "orgID",
                            organization,
                            "permissions",
                            List.of(Map.of("action", "read", "resource", Map.of("type", "instance")))))
                    .post("/api/v2/authorizations")
                    .then()
                    .statusCode(403)
                    .body(
                            "message",
                            equalTo("authorizations cannot be created with the instance type,"
                                    + " it is only used during setup"));
        }
    }

    @Test
    void oneForbiddenPermissionAmongManyIssuesNothing() {
        int before = tokens();

        for (var credential : credentials) {
            refuse(
                    credential,
                    Map.of(
                            "orgID",
                            organization,
                            "permissions",
                            List.of(
                                    all("read", "buckets", organization),
                                    Map.of("action", "write", "resource", Map.of("type", "orgs")))),
                    403);
        }

        assertThat(tokens()).isEqualTo(before);
    }

    @Test
    void tokenForAnotherUserTakesThePermissionOnThatUser() {
        for (String other : List.of(root, Instance.user("other"), JavaClient.UNKNOWN)) {
            for (var credential : credentials) {
                refuse(
                                credential,
                                Map.of(
                                        "orgID",
                                        organization,
                                        "userID",
                                        other,
                                        "permissions",
                                        List.of(all("read", "buckets", organization))),
                                401)
                        .body("message", equalTo("write:users/" + other + " is unauthorized"));
            }
        }
    }

    @Test
    void scopedTokenIssuesNoTokens() {
        String secret = Instance.token(organization, all("read", "buckets", organization))
                .path("token");

        refuse(
                        () -> as(secret),
                        Map.of("orgID", organization, "permissions", List.of(all("read", "buckets", organization))),
                        401)
                .body("message", equalTo("write:orgs/" + organization + "/authorizations is unauthorized"));
    }

    @Test
    void allAccessTokenIsNotTheOwner() {
        administrator
                .byToken()
                .body(Map.of("description", "mine"))
                .patch("/api/v2/orgs/" + organization)
                .then()
                .statusCode(401);
        administrator
                .byToken()
                .body(Map.of("id", Instance.user("friend")))
                .post("/api/v2/orgs/" + organization + "/owners")
                .then()
                .statusCode(401);
    }

    @Test
    void operatorTokenOfTheSameOrganizationIsOutOfReach() {
        expectOutOfReach(operatorToken(organization, root));
    }

    @Test
    void operatorTokenOfAnotherOrganizationIsOutOfReach() {
        expectOutOfReach(operatorToken(Instance.organization("foreign"), root));
    }

    @Test
    void ownOperatorTokenCannotBeRotatedByLesserCredentials() {
        Response operator = operatorToken(organization, administrator.user());

        for (var credential : credentials) {
            credential
                    .get()
                    .post("/api/v2/authorizations/" + operator.path("id") + "/rotate")
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("forbidden"));
        }
        as(operator.path("token"))
                .post("/api/v2/authorizations/" + operator.path("id") + "/rotate")
                .then()
                .statusCode(200);
    }

    @Test
    void ownOperatorTokenIsNotProlongedByLesserCredentials() {
        Response operator = operatorToken(organization, administrator.user());
        String path = "/api/v2/authorizations/" + operator.path("id");
        for (var credential : credentials) {
            expire(credential, path, "2020-01-02T00:00:00Z", 200);
            expire(credential, path, "2020-01-02T00:00:00Z", 200);
            expire(credential, path, "2020-01-01T00:00:00Z", 200);

            expire(credential, path, "2020-01-02T00:00:00Z", 403).body("code", equalTo("forbidden"));
            expire(credential, path, "2999-01-01T00:00:00Z", 403);
            as(operator.path("token")).get("/api/v2/me").then().statusCode(401);
            expire(() -> as(Instance.operator()), path, "2999-01-01T00:00:00Z", 200);
            as(operator.path("token")).get("/api/v2/me").then().statusCode(200);
        }
    }

    @Test
    void operatorIsOutOfReach() {
        String foreign = Instance.organization("foreign");

        for (var credential : credentials) {
            refuse(credential, "/api/v2/users/" + root + "/password", Map.of("password", "new-password"));
            refuse(credential, "/api/v2/orgs/" + foreign + "/owners", Map.of("id", administrator.user()));
            refuse(credential, "/api/v2/orgs", Map.of("name", JavaClient.unique("mine")));
            refuse(credential, "/api/v2/users", Map.of("name", JavaClient.unique("mine")));
            credential.get().get("/api/v2/users/" + root).then().statusCode(401);
            credential.get().get("/api/v2/users").then().body("users.id", equalTo(List.of(administrator.user())));
        }
    }

    private void expectOutOfReach(Response operator) {
        String path = "/api/v2/authorizations/" + operator.path("id");
        for (var credential : credentials) {
            for (Response answer : List.of(
                    credential.get().get(path),
                    credential.get().body(Map.of("status", "inactive")).patch(path),
                    credential.get().delete(path),
                    credential.get().body(Map.of("grace", "1h")).post(path + "/rotate"))) {
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.<String>path("message")).isEqualTo("authorization not found");
            }
            assertThat(credential.get().get("/api/v2/authorizations").jsonPath().getList("authorizations.id"))
                    .isNotEmpty()
                    .doesNotContain(operator.<String>path("id"));
        }
        as(operator.path("token")).get("/api/v2/users/" + root).then().statusCode(200);
    }

    private static Response operatorToken(String organization, String user) {
        List<String> types =
                as(Instance.operator()).get("/api/v2/resources").jsonPath().getList("");
        List<Map<String, ?>> permissions = types.stream()
                .filter(type -> !type.equals("instance"))
                .<Map<String, ?>>mapMulti((type, add) -> {
                    add.accept(Map.of("action", "read", "resource", Map.of("type", type)));
                    add.accept(Map.of("action", "write", "resource", Map.of("type", type)));
                })
                .toList();
        return Instance.token(Map.of("orgID", organization, "userID", user, "permissions", permissions));
    }

    private int tokens() {
        return as(Instance.operator())
                .get("/api/v2/authorizations?orgID=" + organization)
                .jsonPath()
                .getList("authorizations")
                .size();
    }

    private void expectForbidden(Supplier<RequestSpecification> credential, Map<String, ?> permission, String printed) {
        refuse(credential, Map.of("orgID", organization, "permissions", List.of(permission)), 403)
                .body("message", equalTo("permission " + printed + " is not allowed: " + printed + " is unauthorized"));
    }

    /** As {@link Instance#one} is printed in errors. */
    private String onOne(String action, String type, String id) {
        return action + ":orgs/" + organization + "/" + type + "/" + id;
    }

    private static ValidatableResponse refuse(
            Supplier<RequestSpecification> credential, Map<String, ?> body, int status) {
        return credential.get().body(body).post("/api/v2/authorizations").then().statusCode(status);
    }

    private static ValidatableResponse expire(
            Supplier<RequestSpecification> credential, String path, String at, int status) {
        return credential.get().body(Map.of("expiresAt", at)).patch(path).then().statusCode(status);
    }

    private static void refuse(Supplier<RequestSpecification> credential, String path, Map<String, ?> body) {
        credential.get().body(body).post(path).then().statusCode(401).body("code", equalTo("unauthorized"));
    }
}
