package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.Instance.one;
import static org.hamcrest.Matchers.containsString;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Rules go by the names of buckets, so whom they restrict does not rename them, nor creates or deletes those whose names
 * fall back to others.
 */
@QuarkusTest
class RenamedBucketTest {
    private Administrator administrator;
    private String organization;
    private String bucket;
    private List<String> secrets;

    @BeforeEach
    void createBucket() {
        administrator = Administrator.ofNewOrganization();
        organization = administrator.organization();
        bucket = Instance.bucket(organization, "db1");
        secrets = List.of(
                Instance.token(organization, one("write", "buckets", organization, bucket))
                        .path("token"),
                Instance.token(
                                organization,
                                all("read", "buckets", organization),
                                all("write", "buckets", organization))
                        .path("token"));
    }

    @Test
    void withoutRulesWhoWritesTheBucketRenamesIt() {
        for (String secret : secrets) {
            rename(as(secret), "renamed").statusCode(200);
            rename(as(secret), "db1").statusCode(200);
        }
    }

    @Test
    void withRulesOnlyAdministratorsRenameIt() {
        restrict();

        for (String secret : secrets) {
            rename(as(secret), "free").statusCode(403).body("message", containsString("name: rules"));
            as(secret)
                    .body(Map.of("name", "db1", "description", "still ours"))
                    .patch("/api/v2/buckets/" + bucket)
                    .then()
                    .statusCode(200);
            as(secret)
                    .get("/authorize?permission=write:bucket:" + bucket)
                    .then()
                    .statusCode(403);
        }
        rename(administrator.bySession(), "free").statusCode(200);
        rename(as(Instance.operator()), "db1").statusCode(200);
    }

    @Test
    void permissionsOfUsersAndRolesGoByTheNameToo() {
        create(
                "user",
                Map.of("name", "ops", "password", "secret", "permissions", Map.of("reports", List.of("ReadData"))));
        create("role", Map.of("name", "readers", "permissions", Map.of("archive", List.of("ReadData"))));

        for (String taken : List.of("reports", "archive")) {
            rename(as(secrets.get(0)), taken)
                    .statusCode(403)
                    .body("message", containsString("name: rules or permissions"));
        }
        rename(as(secrets.get(0)), "free").statusCode(200);
        rename(administrator.bySession(), "archive").statusCode(200);
        rename(as(secrets.get(0)), "free").statusCode(403);
    }

    @Test
    void withoutRulesWhoWritesBucketsCreatesAndDeletesThem() {
        String created = createBucket(as(secrets.get(1)), "db1/autogen", 201).path("id");

        delete(as(secrets.get(1)), created, 204);
    }

    @Test
    void withRulesOnlyAdministratorsCreateAndDeleteWhatFallsBack() {
        String hidden = Instance.bucket(organization, "db1/hidden");
        restrict();
        String secret = secrets.get(1);

        for (String name : List.of("db1/autogen", "db1/", "db2/autogen/raw")) {
            createBucket(as(secret), name, 403).then().body("message", containsString("name: rules"));
        }
        delete(as(secret), hidden, 403).then().body("message", containsString("name: rules"));
        as(secret).get("/authorize?permission=read:bucket:db1/autogen").then().statusCode(403);

        for (String name : List.of("plain", "/leading")) {
            delete(as(secret), createBucket(as(secret), name, 201).path("id"), 204);
        }
        String created =
                createBucket(administrator.bySession(), "db1/autogen", 201).path("id");
        delete(administrator.bySession(), created, 204);
        delete(as(Instance.operator()), hidden, 204);
    }

    @Test
    void permissionsOfUsersAndRolesGoByWhatANameFallsBackToToo() {
        create(
                "user",
                Map.of("name", "ops", "password", "secret", "permissions", Map.of("logs/raw", List.of("ReadData"))));
        create("role", Map.of("name", "readers", "permissions", Map.of("archive", List.of("ReadData"))));
        String secret = secrets.get(1);

        for (String taken : List.of("logs/raw", "archive/autogen", "archive/autogen/raw")) {
            createBucket(as(secret), taken, 403).then().body("message", containsString("name: rules or permissions"));
            rename(as(secret), taken).statusCode(403);
            String bucketOfThatName = Instance.bucket(organization, taken);
            delete(as(secret), bucketOfThatName, 403);
        }
        for (String free : List.of("logs/autogen", "archives/autogen", "archive-autogen")) {
            delete(as(secret), createBucket(as(secret), free, 201).path("id"), 204);
        }
    }

    private Response createBucket(RequestSpecification by, String name, int status) {
        Response answer = by.body(Map.of("orgID", organization, "name", name, "retentionRules", List.of()))
                .post("/api/v2/buckets");
        answer.then().statusCode(status);
        return answer;
    }

    private static Response delete(RequestSpecification by, String id, int status) {
        Response answer = by.delete("/api/v2/buckets/" + id);
        answer.then().statusCode(status);
        return answer;
    }

    private void create(String kind, Map<String, ?> what) {
        as(Instance.operator())
                .queryParam("orgID", organization)
                .body(Map.of("action", "create", kind, what))
                .post("/" + kind)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse rename(RequestSpecification by, String name) {
        return by.body(Map.of("name", name)).patch("/api/v2/buckets/" + bucket).then();
    }

    private void restrict() {
        as(Instance.operator())
                .queryParam("orgID", organization)
                .body(Map.of(
                        "database", Map.of("match", "exact", "value", "db1"), "permissions", List.of("read", "write")))
                .post("/influxdb/v2/acl/restrictions")
                .then()
                .statusCode(200);
    }
}
