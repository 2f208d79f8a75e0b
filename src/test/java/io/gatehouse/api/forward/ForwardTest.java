package io.gatehouse.api.forward;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.Instance.one;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ForwardTest {
    private static final String[] METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

    private String organization;
    private String bucket;

    @BeforeEach
    void setUp() {
        organization = Instance.organization("forward");
        bucket = Instance.bucket(organization, "performance_data");
        Instance.bucket(organization, "other");
    }

    @Test
    void tokenForOneBucketMayWriteThatOneAlone() {
        Response token = Instance.token(organization, one("write", "buckets", organization, bucket));
        String secret = token.path("token");

        ask(secret, "write:bucket:performance_data")
                .statusCode(200)
                .header("X-Gatehouse-Org", organization)
                .header("X-Gatehouse-Subject", token.<String>path("id"))
                .header("X-Policy-Version", notNullValue());
        ask(secret, "write:buckets:" + bucket).statusCode(200);
        ask(secret, "write:database:performance_data").statusCode(200);
        ask(secret, "write:bucket:other").statusCode(403).contentType("application/problem+json");
        ask(secret, "read:bucket:performance_data").statusCode(403);
        ask(secret, "write:buckets").statusCode(403);
    }

    @Test
    void organizationIsKnownByItsNameAsByItsId() {
        String name = operator().get("/api/v2/orgs/" + organization).path("name");
        String other =
                operator().get("/api/v2/orgs/" + Instance.organization("other")).path("name");
        String secret = Instance.token(Map.of("orgID", organization, "perms", "read:org:" + name))
                .path("token");

        ask(secret, "read:org:" + organization).statusCode(200);
        ask(secret, "read:org:" + name).statusCode(200);
        ask(secret, "write:org:" + name).statusCode(403);
        ask(secret, "read:org:" + other).statusCode(403);
        ask(secret, "read:orgs").statusCode(403);
    }

    @Test
    void tokenForAllBucketsMayReadAllOfThem() {
        String secret = secret(all("read", "buckets", organization));

        ask(secret, "read:buckets").statusCode(200);
        ask(secret, "read:bucket:other").statusCode(200);
        ask(secret, "write:buckets").statusCode(403);
        ask(secret, "read:tasks").statusCode(403);
    }

    @Test
    void everyMethodIsTaken() {
        String secret = secret(all("read", "buckets", organization));

        for (String method : METHODS) {
            String path = "/authorize?permission=read:buckets";
            as(secret).request(method, path).then().statusCode(200);
            as(secret)
                    .request(method, "/authorize?permission=write:buckets")
                    .then()
                    .statusCode(403);
            given().request(method, path).then().statusCode(401);
        }
    }

    @Test
    void whatIsNoMethodOfHttpIsNeverAYes() {
        for (String method : new String[] {"PROPFIND", "TRACE", "QUERY", "options", "get"}) {
            assertThat(given().request(method, "/authorize?permission=read:buckets")
                            .statusCode())
                    .as(method)
                    .isBetween(400, 499);
        }
    }

    @Test
    void tokenIsTakenFromEachScheme() {
        String secret = secret(all("read", "buckets", organization));
        String basic = Base64.getEncoder().encodeToString(("any:" + secret).getBytes(StandardCharsets.UTF_8));

        for (String header : new String[] {"Token " + secret, "bearer " + secret, "Basic " + basic}) {
            given().header("Authorization", header)
                    .get("/authorize?permission=read:buckets")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void whatDoesNotAuthenticateIsChallenged() {
        given().get("/authorize?permission=read:buckets")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"));
        String unknown = "gth_0000000000000000000000000000000000000000" + "000000";
        for (String secret : new String[] {"junk", unknown, "gth_", "x".repeat(2000)}) {
            ask(secret, "read:buckets").statusCode(401).header("WWW-Authenticate", containsString("Bearer"));
        }
        String secret = secret(all("read", "buckets", organization));
        given().header("Authorization", "Token " + secret, "Token " + secret)
                .get("/authorize?permission=read:buckets")
                .then()
                .statusCode(401);
    }

    @Test
    void revokedTokenIsRefusedAtOnce() {
        Response token = Instance.token(organization, all("read", "buckets", organization));
        ask(token.path("token"), "read:buckets").statusCode(200);

        operator().delete("/api/v2/authorizations/" + token.path("id")).then().statusCode(204);

        ask(token.path("token"), "read:buckets").statusCode(401);
    }

    @Test
    void deactivatedTokenIsRefusedAtOnceAndHoldsAgainWhenActive() {
        Response token = Instance.token(organization, all("read", "buckets", organization));
        ask(token.path("token"), "read:buckets").statusCode(200);

        patch("/api/v2/authorizations/" + token.path("id"), "inactive");
        ask(token.path("token"), "read:buckets").statusCode(401);

        patch("/api/v2/authorizations/" + token.path("id"), "active");
        ask(token.path("token"), "read:buckets").statusCode(200);
    }

    @Test
    void deactivatedUserTakesItsTokensAlong() {
        String user = Instance.user("owner");
        String secret = Instance.token(Map.of("orgID", organization, "userID", user, "permissions", new Object[] {
                    all("read", "buckets", organization)
                }))
                .path("token");
        ask(secret, "read:buckets").statusCode(200);

        patch("/api/v2/users/" + user, "inactive");

        ask(secret, "read:buckets").statusCode(401);
    }

    @Test
    void suspendedOrganizationRefusesItsTokens() {
        String suspended = Instance.organization("suspended");
        String secret =
                Instance.token(suspended, all("read", "buckets", suspended)).path("token");
        ask(secret, "read:buckets").statusCode(200);

        patch("/api/v2/orgs/" + suspended, "inactive");
        ask(secret, "read:buckets").statusCode(401);
        operator()
                .queryParam("orgID", suspended)
                .get("/authorize?permission=read:buckets")
                .then()
                .statusCode(403);

        patch("/api/v2/orgs/" + suspended, "active");
        ask(secret, "read:buckets").statusCode(200);
    }

    @Test
    void deletedOrganizationIsGone() {
        String deleted = Instance.organization("deleted");
        String secret = Instance.token(deleted, all("read", "buckets", deleted)).path("token");
        ask(secret, "read:buckets").statusCode(200);

        operator().delete("/api/v2/orgs/" + deleted).then().statusCode(204);

        ask(secret, "read:buckets").statusCode(401);
    }

    @Test
    void expiredTokenIsRefused() {
        String secret = Instance.token(Map.of(
                        "orgID",
                        organization,
                        "expiresAt",
                        Instant.now().minusSeconds(1).toString(),
                        "permissions",
                        new Object[] {all("read", "buckets", organization)}))
                .path("token");

        ask(secret, "read:buckets").statusCode(401);
    }

    @Test
    void rotatedTokenHoldsUnderItsNewSecretAlone() {
        Response token = Instance.token(organization, all("read", "buckets", organization));
        ask(token.path("token"), "read:buckets").statusCode(200);

        Response rotated = operator().body("{}").post("/api/v2/authorizations/" + token.path("id") + "/rotate");

        ask(rotated.path("token"), "read:buckets").statusCode(200);
        ask(token.path("token"), "read:buckets").statusCode(401);
    }

    @Test
    void malformedPermissionIsNamed() {
        String secret = secret(all("read", "buckets", organization));

        for (String malformed : new String[] {"", "read", "read:", ":buckets", "read:bucket:"}) {
            ask(secret, malformed)
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("detail", containsString("permission"));
        }
        as(secret).get("/authorize").then().statusCode(400).body("detail", containsString("permission"));
        as(secret)
                .get("/authorize?permission=read:buckets&permission=read:tasks")
                .then()
                .statusCode(400);
    }

    @Test
    void operatorIsAskedAboutAnyOrganizationAndOthersAboutTheirOwn() {
        operator()
                .queryParam("orgID", organization)
                .get("/authorize?permission=write:bucket:performance_data")
                .then()
                .statusCode(200)
                .header("X-Gatehouse-Org", organization);
        String foreign = Instance.organization("foreign");
        String secret = secret(all("read", "buckets", organization));
        String name = operator().get("/api/v2/orgs/" + foreign).path("name");
        for (String other : new String[] {"orgID=" + foreign, "orgID=00000000000003e8", "org=" + name, "org=nowhere"}) {
            as(secret)
                    .get("/authorize?permission=read:buckets&" + other)
                    .then()
                    .statusCode(403)
                    .body("detail", equalTo("the token does not permit this"));
        }
    }

    @Test
    void allOfATypeIsAllowedIfEachOfItIs() {
        String reader = secret(all("read", "buckets", organization));
        String rules = "/influxdb/v2/acl/restrictions?orgID=" + organization;
        ask(reader, "read:buckets").statusCode(200);
        operator()
                .body("{\"database\": {\"match\": \"exact\", \"value\": \"one\"}, \"permissions\": [\"write\"]}")
                .post(rules)
                .then()
                .statusCode(200);
        ask(reader, "read:buckets").statusCode(200);
        operator()
                .body("{\"database\": {\"match\": \"exact\", \"value\": \"one\"}, \"permissions\": [\"read\"]}")
                .post(rules)
                .then()
                .statusCode(200);
        ask(reader, "read:buckets").statusCode(403);
        ask(reader, "read:bucket:two").statusCode(200);
        operator()
                .queryParam("orgID", organization)
                .get("/authorize?permission=read:buckets")
                .then()
                .statusCode(200);
    }

    @Test
    void clientReadsItsOwnWrites() {
        Response written = operator()
                .body(Map.of("orgID", organization, "name", "late", "retentionRules", new Object[0]))
                .post("/api/v2/buckets");
        String version = written.header("X-Policy-Version");
        String secret = secret(one("read", "buckets", organization, written.path("id")));

        as(secret)
                .header("X-Min-Policy-Version", version)
                .get("/authorize?permission=read:bucket:late")
                .then()
                .statusCode(200);
        as(secret)
                .header("X-Consistency", "full")
                .get("/authorize?permission=read:bucket:late")
                .then()
                .statusCode(200);
        as(secret)
                .header("X-Min-Policy-Version", Long.MAX_VALUE)
                .get("/authorize?permission=read:bucket:late")
                .then()
                .statusCode(503);
        as(secret)
                .header("X-Min-Policy-Version", "newest")
                .get("/authorize?permission=read:bucket:late")
                .then()
                .statusCode(400);
    }

    private static ValidatableResponse ask(String secret, String permission) {
        return as(secret).queryParam("permission", permission).get("/authorize").then();
    }

    private static void patch(String path, String status) {
        operator().body(Map.of("status", status)).patch(path).then().statusCode(200);
    }

    private static io.restassured.specification.RequestSpecification operator() {
        return as(Instance.operator());
    }

    private String secret(Map<String, ?> permission) {
        return Instance.token(organization, permission).path("token");
    }
}
