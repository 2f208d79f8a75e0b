package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.NamedPermission;
import io.gatehouse.platform.HeldLock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No token becomes the user that it acts for, where that one may do more than it: it sets no password of such a user. */
@QuarkusTest
class PasswordOfMoreTest {
    private Administrator administrator;
    private String organization;

    @BeforeEach
    void createAdministrator() {
        administrator = Administrator.ofNewOrganization();
        organization = administrator.organization();
    }

    @Test
    void allAccessTokenSetsNoPasswordOfTheOperator() {
        String allAccess = Administrator.allAccess(organization, operator());

        as(allAccess).get("/api/v2/me").then().statusCode(200);
        as(allAccess)
                .body(Map.of("password", "new-password"))
                .post("/api/v2/users/" + operator() + "/password")
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthorized"));
        SessionsTest.cookie(Instance.USER, Instance.PASSWORD);
    }

    @Test
    void tokenSetsNoPasswordOfAnEnterpriseAdministrator() {
        String member = Instance.user("member");
        String name = as(Instance.operator()).get("/api/v2/users/" + member).path("name");
        as(Instance.operator()).body(Map.of("id", member)).post("/api/v2/orgs/" + organization + "/members");
        List<String> every = NamedPermission.ADMINISTRATOR.stream()
                .map(NamedPermission::text)
                .toList();
        as(Instance.operator())
                .body(Map.of(
                        "action", "add-permissions", "user", Map.of("name", name, "permissions", Map.of("", every))))
                .post("/user?orgID=" + organization)
                .then()
                .statusCode(200);

        as(Administrator.allAccess(organization, member))
                .body(Map.of("password", "new-password"))
                .post("/api/v2/users/" + member + "/password")
                .then()
                .statusCode(401)
                .body("message", equalTo("read:orgs/" + organization + "/users is unauthorized"));
    }

    @Test
    void tokenSetsNoPasswordOfWhomEnterprisePermissionsFavour() {
        expectNoPassword(member -> meta(
                "/user",
                Map.of(
                        "action",
                        "add-permissions",
                        "user",
                        Map.of("name", member, "permissions", Map.of("db1", List.of("ReadData"))))));
    }

    @Test
    void tokenSetsNoPasswordOfWhomRolesFavour() {
        meta("/role", Map.of("action", "create", "role", Map.of("name", "east")));
        expectNoPassword(member ->
                meta("/role", Map.of("action", "add-users", "role", Map.of("name", "east", "users", List.of(member)))));
    }

    @Test
    void tokenSetsNoPasswordOfWhomGrantsFavour() {
        expectNoPassword(member -> meta(
                "/influxdb/v2/acl/grants",
                Map.of(
                        "database", Map.of("match", "exact", "value", "db1"),
                        "permissions", List.of("read"),
                        "users", List.of(Map.of("name", member)))));
    }

    @Test
    void tokenSetsNoPasswordOfTheOwnerOfASuspendedOrganization() {
        String owner = Instance.user("owner");
        String token = memberToken(owner);
        String suspended = Instance.organization("suspended");
        as(Instance.operator())
                .body(Map.of("id", owner))
                .post("/api/v2/orgs/" + suspended + "/owners")
                .then()
                .statusCode(201);
        as(Instance.operator())
                .body(Map.of("status", "inactive"))
                .patch("/api/v2/orgs/" + suspended)
                .then()
                .statusCode(200);

        as(token)
                .body(Map.of("password", "new-password"))
                .post("/api/v2/users/" + owner + "/password")
                .then()
                .statusCode(401)
                .body("message", containsString(suspended));
    }

    @Test
    void tokenSetsNoPasswordOfWhomBecameAnOwnerWhileItWaited() throws Exception {
        String member = newMember();
        String token = memberToken(member);
        String other = Instance.organization("other");
        String path = "/api/v2/users/" + member + "/password";
        try (HeldLock lock = HeldLock.ofWriters(0)) {
            CompletableFuture<Response> set = CompletableFuture.supplyAsync(
                    () -> as(token).body(Map.of("password", "new-password")).post(path),
                    command -> new Thread(command).start());
            lock.awaitWaiting(1);
            as(Instance.operator())
                    .body(Map.of("id", member))
                    .post("/api/v2/orgs/" + other + "/owners")
                    .then()
                    .statusCode(201);
            lock.release();

            set.join().then().statusCode(401).body("message", containsString(other));
        }
    }

    @Test
    void whereRulesLookAtTheirSubjectOnlyAdministratorsSetOthersPasswords() {
        String member = newMember();
        String token = memberToken(member, newMember());
        String path = "/api/v2/users/" + member + "/password";
        as(token).body(Map.of("password", "new-password")).post(path).then().statusCode(204);

        lookAtSubjects();

        as(token)
                .body(Map.of("password", "newer-password"))
                .post(path)
                .then()
                .statusCode(401)
                .body("message", equalTo("write:orgs/" + organization + " is unauthorized"));
        as(memberToken(member))
                .body(Map.of("password", "newer-password"))
                .post(path)
                .then()
                .statusCode(204);
    }

    @Test
    void whereRulesLookAtTheirSubjectOnlyAdministratorsRenameUsers() {
        String member = newMember();
        String path = "/api/v2/users/" + member;
        String password = "new-password";
        as(Instance.operator()).body(Map.of("password", password)).post(path + "/password");
        String name = as(Instance.operator()).get(path).path("name");
        var session =
                given().header("Cookie", SessionsTest.cookie(name, password)).contentType(ContentType.JSON);
        session.body(Map.of("name", name + "-2")).patch(path).then().statusCode(200);

        lookAtSubjects();

        session.body(Map.of("name", name + "-3"))
                .patch(path)
                .then()
                .statusCode(403)
                .body("message", startsWith("name: rules of an organization of the user look at who the subject is"));
        session.body(Map.of("name", name + "-2")).patch(path).then().statusCode(200);
        as(Instance.operator())
                .body(Map.of("name", name + "-3"))
                .patch(path)
                .then()
                .statusCode(200);
        administrator
                .bySession()
                .body(Map.of("name", administrator.name() + "-2"))
                .patch("/api/v2/users/" + administrator.user())
                .then()
                .statusCode(200);
    }

    private void lookAtSubjects() {
        meta(
                "/influxdb/v2/acl/restrictions",
                Map.of(
                        "database", Map.of("match", "exact", "value", "db1"),
                        "permissions", List.of("read"),
                        "conditions", List.of(Map.of("attribute", "subject.name", "match", "prefix", "value", "a"))));
    }

    private String newMember() {
        String member = Instance.user("member");
        as(Instance.operator()).body(Map.of("id", member)).post("/api/v2/orgs/" + organization + "/members");
        return member;
    }

    /** A token that may read and write its user sets its password until the user is favoured, and not from then on. */
    private void expectNoPassword(Consumer<String> favour) {
        String member = Instance.user("member");
        String name = as(Instance.operator()).get("/api/v2/users/" + member).path("name");
        as(Instance.operator()).body(Map.of("id", member)).post("/api/v2/orgs/" + organization + "/members");
        String token = memberToken(member);
        String path = "/api/v2/users/" + member + "/password";
        as(token).body(Map.of("password", "new-password")).post(path).then().statusCode(204);

        favour.accept(name);

        as(token)
                .body(Map.of("password", "newer-password"))
                .post(path)
                .then()
                .statusCode(401)
                .body("message", equalTo("write:orgs/" + organization + " is unauthorized"));
        SessionsTest.cookie(name, "new-password");
        as(Instance.operator())
                .body(Map.of("password", "newer-password"))
                .post(path)
                .then()
                .statusCode(204);
    }

    /** The secret of a token that may what a member may by its place, and no more. */
    private String memberToken(String member) {
        return memberToken(member, member);
    }

    /** As {@link #memberToken(String)}, one that acts for another user. */
    private String memberToken(String member, String user) {
        Response permissions = as(Instance.operator()).get("/api/v2/users/" + member + "/permissions");
        return Instance.token(Map.of(
                        "orgID",
                        organization,
                        "userID",
                        user,
                        "permissions",
                        permissions.jsonPath().getList("")))
                .path("token");
    }

    private void meta(String path, Map<String, ?> body) {
        int status = as(Instance.operator())
                .body(body)
                .post(path + "?orgID=" + organization)
                .statusCode();
        assertThat(status).isBetween(200, 201);
    }

    @Test
    void tokenSetsNoPasswordThatOpensMoreThanItself() {
        administrator
                .byToken()
                .body(Map.of("password", "new-password"))
                .post("/api/v2/users/" + administrator.user() + "/password")
                .then()
                .statusCode(401)
                .body("message", equalTo("write:orgs/" + organization + " is unauthorized"));
        administrator
                .bySession()
                .body(Map.of("password", "new-password"))
                .post("/api/v2/users/" + administrator.user() + "/password")
                .then()
                .statusCode(204);
    }

    /** The id of the first user. */
    private static String operator() {
        return as(Instance.operator()).get("/api/v2/me").path("id");
    }
}
