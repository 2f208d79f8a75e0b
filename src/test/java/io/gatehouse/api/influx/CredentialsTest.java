package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.Instance;
import io.gatehouse.token.TokenSecret;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which answer which credential gets: InfluxDB's 401 and 403, with its codes and texts. */
@QuarkusTest
class CredentialsTest {
    private static final String UNAUTHORIZED = "{\"code\":\"unauthorized\",\"message\":\"unauthorized access\"}";
    private static final List<String> PATHS =
            List.of("/api/v2/buckets", "/api/v2/orgs", "/api/v2/me", "/api/v2/authorizations", "/api/v2/nothing");

    private String organization;
    private String user;
    private Response token;
    private String secret;

    @BeforeEach
    void issueToken() {
        organization = Instance.organization("credentials");
        user = Instance.user("holder");
        token = Instance.token(Map.of(
                "orgID", organization, "userID", user, "permissions", List.of(all("read", "buckets", organization))));
        secret = token.path("token");
    }

    @Test
    void requestWithoutCredentialIsUnauthorized() {
        for (String path : PATHS) {
            expectUnauthorized(given().get(path));
        }
    }

    @Test
    void headerThatCannotBeReadIsUnauthorized() {
        String basic = Base64.getEncoder().encodeToString(("any:" + secret).getBytes(StandardCharsets.UTF_8));

        for (String header : List.of(
                "",
                " ",
                "Token",
                "Token ",
                "Bearer   ",
                secret,
                "Tokens " + secret,
                "Digest " + secret,
                "Token:" + secret,
                "Basic " + basic,
                "Basic !!!",
                "Token " + secret + " more")) {
            expectUnauthorized(given().header("Authorization", header).get("/api/v2/buckets"));
        }
    }

    @Test
    void tokenThatNobodyIssuedIsUnauthorized() {
        char last = secret.charAt(secret.length() - 1);
        String mistyped = secret.substring(0, secret.length() - 1) + (last == 'a' ? 'b' : 'a');
        String webToken = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJyb290In0.2lHx2a3cSCcCw2dIWYc8LtKmvBPCSL3Vd8hNBYAcyPQ";

        for (String unknown : List.of(
                TokenSecret.generate(),
                mistyped,
                secret.toUpperCase(Locale.ROOT),
                "my-token",
                "x",
                "x".repeat(5000),
                token.<String>path("id"),
                webToken)) {
            for (String path : PATHS) {
                expectUnauthorized(as(unknown).get(path));
            }
        }
    }

    @Test
    void schemeIsReadInAnyCase() {
        for (String scheme : List.of("Token", "token", "TOKEN", "Bearer", "bEARER")) {
            given().header("Authorization", scheme + " " + secret)
                    .get("/api/v2/buckets")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void inactiveTokenIsRefusedEverywhere() {
        change("/api/v2/authorizations/" + token.<String>path("id"), "inactive");

        for (String path : PATHS) {
            as(secret)
                    .get(path)
                    .then()
                    .statusCode(401)
                    .header("X-Platform-Error-Code", "unauthorized")
                    .body(equalTo("{\"code\":\"unauthorized\",\"message\":\"token is inactive\"}"));
        }
    }

    @Test
    void tokenOfAnInactiveUserIsForbidden() {
        change("/api/v2/users/" + user, "inactive");

        for (String path : PATHS) {
            as(secret)
                    .get(path)
                    .then()
                    .statusCode(403)
                    .header("X-Platform-Error-Code", "forbidden")
                    .body(equalTo("{\"code\":\"forbidden\",\"message\":\"User is inactive\"}"));
        }
        change("/api/v2/users/" + user, "active");
        as(secret).get("/api/v2/buckets").then().statusCode(200);
    }

    @Test
    void inactiveUserComesBeforeInactiveToken() {
        change("/api/v2/authorizations/" + token.<String>path("id"), "inactive");
        change("/api/v2/users/" + user, "inactive");

        as(secret).get("/api/v2/buckets").then().statusCode(403).body("message", equalTo("User is inactive"));
    }

    @Test
    void tokenIssuedInactiveIsInactive() {
        Response inactive = Instance.token(Map.of(
                "orgID",
                organization,
                "status",
                "inactive",
                "permissions",
                List.of(all("read", "buckets", organization))));

        assertThat(inactive.<String>path("status")).isEqualTo("inactive");
        as(inactive.path("token")).get("/api/v2/buckets").then().statusCode(401);
    }

    @Test
    void expiredTokenIsUnauthorized() {
        for (String expiry : List.of("2020-01-01T00:00:00Z", Instant.now().toString())) {
            Response expired = Instance.token(Map.of(
                    "orgID",
                    organization,
                    "expiresAt",
                    expiry,
                    "permissions",
                    List.of(all("read", "buckets", organization))));

            for (String path : PATHS) {
                expectUnauthorized(as(expired.path("token")).get(path));
            }
        }
    }

    @Test
    void expiryCanBeMovedIntoThePast() {
        as(secret).get("/api/v2/buckets").then().statusCode(200);

        as(Instance.operator())
                .body(Map.of("expiresAt", "2020-01-01T00:00:00Z"))
                .patch("/api/v2/authorizations/" + token.<String>path("id"))
                .then()
                .statusCode(200)
                .body("expiresAt", equalTo("2020-01-01T00:00:00Z"));

        expectUnauthorized(as(secret).get("/api/v2/buckets"));
    }

    @Test
    void expiryIsMovedIntoTheFutureByWhoHoldsThePermissions() {
        Administrator administrator = Administrator.of(organization);
        String path = "/api/v2/authorizations/"
                + Instance.token(Map.of(
                                "orgID",
                                organization,
                                "userID",
                                administrator.user(),
                                "permissions",
                                List.of(all("read", "buckets", organization))))
                        .path("id");

        for (String expiry : List.of("2020-01-01T00:00:00Z", "2999-12-31T23:59:59Z", "2020-01-01T00:00:00Z")) {
            administrator
                    .byToken()
                    .body(Map.of("expiresAt", expiry))
                    .patch(path)
                    .then()
                    .statusCode(200)
                    .body("expiresAt", equalTo(expiry));
        }
    }

    @Test
    void tokenThatExpiresLaterHolds() {
        Response later = Instance.token(Map.of(
                "orgID",
                organization,
                "expiresAt",
                "2999-12-31T23:59:59Z",
                "permissions",
                List.of(all("read", "buckets", organization))));

        assertThat(later.<String>path("expiresAt")).isEqualTo("2999-12-31T23:59:59Z");
        as(later.path("token")).get("/api/v2/buckets").then().statusCode(200);
    }

    @Test
    void expiryMayBeAnyTimeThatRfc3339CanWrite() {
        for (String expiry : List.of("0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z")) {
            Response issued = Instance.token(Map.of(
                    "orgID",
                    organization,
                    "expiresAt",
                    expiry,
                    "permissions",
                    List.of(all("read", "buckets", organization))));
            String path = "/api/v2/authorizations/" + issued.<String>path("id");

            as(Instance.operator()).get(path).then().statusCode(200).body("expiresAt", equalTo(expiry));
            as(issued.path("token")).get("/api/v2/buckets").then().statusCode(expiry.startsWith("9") ? 200 : 401);
        }
    }

    @Test
    void missingPermissionIsUnauthorizedAndNamed() {
        as(secret)
                .body(Map.of("orgID", organization, "name", "mine"))
                .post("/api/v2/buckets")
                .then()
                .statusCode(401)
                .header("X-Platform-Error-Code", "unauthorized")
                .contentType(ContentType.JSON)
                .body(equalTo("{\"code\":\"unauthorized\",\"message\":\"write:orgs/" + organization
                        + "/buckets is unauthorized\"}"));
    }

    @Test
    void askingForMoreThanOneHasIsForbiddenAndNamed() {
        Administrator administrator = Administrator.ofNewOrganization();
        String more = "write:orgs/" + administrator.organization();

        administrator
                .byToken()
                .body(Map.of(
                        "orgID",
                        administrator.organization(),
                        "permissions",
                        List.of(Map.of(
                                "action",
                                "write",
                                "resource",
                                Map.of("type", "orgs", "id", administrator.organization())))))
                .post("/api/v2/authorizations")
                .then()
                .statusCode(403)
                .header("X-Platform-Error-Code", "forbidden")
                .body("code", equalTo("forbidden"))
                .body("message", equalTo("permission " + more + " is not allowed: " + more + " is unauthorized"));
    }

    @Test
    void openPathsNeedNoCredential() {
        for (String path : List.of("/api/v2", "/api/v2/setup", "/health", "/ready")) {
            given().get(path).then().statusCode(200);
            given().header("Authorization", "Token wrong").get(path).then().statusCode(200);
        }
    }

    private static void change(String path, String status) {
        as(Instance.operator())
                .body(Map.of("status", status))
                .patch(path)
                .then()
                .statusCode(200)
                .body("status", equalTo(status));
    }

    private static void expectUnauthorized(Response answer) {
        answer.then()
                .statusCode(401)
                .header("X-Platform-Error-Code", "unauthorized")
                .contentType(ContentType.JSON)
                .body(equalTo(UNAUTHORIZED));
    }
}
