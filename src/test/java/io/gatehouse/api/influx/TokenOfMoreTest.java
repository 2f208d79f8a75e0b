package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.Instance.one;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.oneOf;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody comes by a token to which rules open more than to its own credential, whatever permissions it has. */
@QuarkusTest
class TokenOfMoreTest {
    private static final Map<String, ?> DB1 = Map.of("match", "exact", "value", "db1");

    private String organization;
    private String user;
    private String other;
    private Response token;

    @BeforeEach
    void issueToken() {
        organization = Instance.organization("more");
        Instance.bucket(organization, "db1");
        user = Instance.user("user");
        other = Instance.user("other");
        for (String member : List.of(user, other)) {
            operator("/api/v2/orgs/" + organization + "/members", Map.of("id", member));
        }
        token = tokenOf(user);
    }

    @Test
    void tokenThatGrantsNameIsRotatedByItselfAndAdministrators() {
        Response named = tokenOf(user);
        String secret = rotate(token, named, 200).path("token");
        meta("restrictions", Map.of("database", DB1, "permissions", List.of("read")));
        meta(
                "grants",
                Map.of(
                        "database",
                        DB1,
                        "permissions",
                        List.of("read"),
                        "tokens",
                        List.of(Map.of("id", named.<String>path("id")))));
        expectRead(token.path("token"), 403);
        expectRead(secret, 200);

        as(token.path("token"))
                .post(rotation(named))
                .then()
                .statusCode(401)
                .body("code", containsString("unauthorized"))
                .body("message", containsString("grants"));
        expectRead(secret, 200);

        as(token.path("token"))
                .body(Map.of("status", "active"))
                .patch("/api/v2/authorizations/" + named.path("id"))
                .then()
                .statusCode(200);
        secret = as(secret).post(rotation(named)).path("token");
        expectRead(secret, 200);
        as(Instance.operator()).post(rotation(named)).then().statusCode(200);
        rotate(token, token, 200);
    }

    @Test
    void tokenOfWhomMoreIsOpenToIsNotIssuedNorRotated() {
        for (Favour favour : Favour.values()) {
            issueToken();
            Response theirs = tokenOf(other);
            issue(other).statusCode(201);
            rotate(token, theirs, 200);

            favour.give(this, other);

            issue(other).statusCode(401).body("message", containsString("only its administrators"));
            as(token.path("token"))
                    .post(rotation(theirs))
                    .then()
                    .statusCode(401)
                    .body("message", containsString("only its administrators"));
            issue(user).statusCode(201);
            operator("/api/v2/authorizations", request(other));
            as(Instance.operator()).post(rotation(theirs)).then().statusCode(200);
        }
    }

    @Test
    void tokenOfWhomMoreWasOpenToOnceIsIssued() {
        for (String action : List.of("add-permissions", "remove-permissions")) {
            operator(
                    "/user?orgID=" + organization,
                    Map.of(
                            "action",
                            action,
                            "user",
                            Map.of("name", nameOf(other), "permissions", Map.of("db1", List.of("ReadData")))));
        }

        issue(other).statusCode(201);
    }

    @Test
    void tokenOfOnesOwnUserIsIssuedWhateverIsOpenToThatUser() {
        for (Favour favour : Favour.values()) {
            favour.give(this, user);

            issue(user).statusCode(201);
        }
    }

    @Test
    void ownerIssuesTokensOfWhomMoreIsOpenTo() {
        Administrator administrator = Administrator.of(organization);
        Favour.ROLE.give(this, administrator.user());
        for (var credential : List.of(administrator.bySession(), administrator.byToken())) {
            credential
                    .body(request(administrator.user()))
                    .post("/api/v2/authorizations")
                    .then()
                    .statusCode(201);
        }
    }

    private ValidatableResponse issue(String user) {
        return as(token.path("token"))
                .body(request(user))
                .post("/api/v2/authorizations")
                .then();
    }

    private Map<String, ?> request(String user) {
        return Map.of(
                "orgID", organization, "userID", user, "permissions", List.of(all("read", "buckets", organization)));
    }

    private Response tokenOf(String user) {
        var permissions = new ArrayList<Map<String, ?>>();
        permissions.add(all("read", "buckets", organization));
        for (String action : List.of("read", "write")) {
            permissions.add(all(action, "authorizations", organization));
            permissions.add(one(action, "users", organization, this.user));
            permissions.add(one(action, "users", organization, other));
        }
        return Instance.token(Map.of("orgID", organization, "userID", user, "permissions", permissions));
    }

    private static Response rotate(Response caller, Response rotated, int status) {
        Response answer = as(caller.path("token")).body(Map.of("grace", "1h")).post(rotation(rotated));
        answer.then().statusCode(status);
        return answer;
    }

    private static String rotation(Response token) {
        return "/api/v2/authorizations/" + token.path("id") + "/rotate";
    }

    private void expectRead(String secret, int status) {
        as(secret).get("/authorize?permission=read:bucket:db1").then().statusCode(status);
    }

    private void meta(String kind, Map<String, ?> rule) {
        operator("/influxdb/v2/acl/" + kind + "?orgID=" + organization, rule);
    }

    private static void operator(String path, Map<String, ?> body) {
        as(Instance.operator()).body(body).post(path).then().statusCode(oneOf(200, 201));
    }

    private static String nameOf(String user) {
        return as(Instance.operator()).get("/api/v2/users/" + user).path("name");
    }

    /** What opens more to a user than its permissions say. */
    private enum Favour {
        RIGHTS,
        ROLE,
        GRANT,
        CONDITION;

        void give(TokenOfMoreTest test, String user) {
            String name = nameOf(user);
            switch (this) {
                case RIGHTS ->
                    operator(
                            "/user?orgID=" + test.organization,
                            Map.of(
                                    "action",
                                    "set-attributes",
                                    "user",
                                    Map.of("name", name, "attributes", Map.of("department", "finance"))));
                case ROLE ->
                    operator(
                            "/role?orgID=" + test.organization,
                            Map.of("action", "create", "role", Map.of("name", "readers", "users", List.of(name))));
                case GRANT ->
                    test.meta(
                            "grants",
                            Map.of(
                                    "database",
                                    DB1,
                                    "permissions",
                                    List.of("read"),
                                    "users",
                                    List.of(Map.of("name", name))));
                case CONDITION ->
                    test.meta(
                            "restrictions",
                            Map.of(
                                    "database",
                                    DB1,
                                    "permissions",
                                    List.of("read"),
                                    "conditions",
                                    List.of(Map.of("attribute", "subject.id", "match", "prefix", "value", "0"))));
            }
        }
    }
}
