package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.as;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The mistake that is made most: the id of an organization where a bucket's belongs, and the reverse. */
@QuarkusTest
class WrongIdsTest {
    private String organization;
    private String bucket;
    private List<Supplier<RequestSpecification>> credentials;

    @BeforeEach
    void createBucket() {
        Administrator administrator = Administrator.ofNewOrganization();
        organization = administrator.organization();
        bucket = Instance.bucket(organization, "metrics");
        credentials = List.of(administrator::byToken, administrator::bySession, () -> as(Instance.operator()));
    }

    @Test
    void organizationsIdIsNoBuckets() {
        String message = "bucket not found: id " + organization + " is the id of an organization, not of a bucket";

        for (var credential : credentials) {
            for (String method : List.of("GET", "PATCH", "DELETE")) {
                expect(credential, method, "/api/v2/buckets/" + organization, "{}", 404, message);
            }
            expect(credential, "GET", "/api/v2/buckets/" + organization + "/members", "{}", 404, message);
            expect(credential, "GET", "/api/v2/buckets?id=" + organization, "{}", 404, message);
        }
    }

    @Test
    void bucketsIdIsNoOrganizations() {
        String message = "organization not found: id " + bucket + " is the id of a bucket, not of an organization";

        for (var credential : credentials) {
            for (String method : List.of("GET", "PATCH", "DELETE")) {
                expect(credential, method, "/api/v2/orgs/" + bucket, "{}", 404, message);
            }
            for (String path :
                    List.of("orgs/" + bucket + "/owners", "buckets?orgID=" + bucket, "orgs?orgID=" + bucket)) {
                expect(credential, "GET", "/api/v2/" + path, "{}", 404, message);
            }
            expect(credential, "GET", "/api/v2/authorizations?orgID=" + bucket, "{}", 404, message);
            String body = "{\"orgID\": \"" + bucket + "\", \"name\": \"new\", \"perms\": \"read:buckets\"}";
            expect(credential, "POST", "/api/v2/buckets", body, 404, message);
            expect(credential, "POST", "/api/v2/authorizations", body, 404, message);
        }
    }

    @Test
    void permissionNamesTheMistake() {
        String noBucket = "id " + organization + " is the id of an organization, not of a bucket";
        String noOrganization = "id " + bucket + " is the id of a bucket, not of an organization";

        for (var credential : credentials) {
            expectRefused(credential, Map.of("type", "buckets", "id", organization, "orgID", organization), noBucket);
            expectRefused(credential, Map.of("type", "orgs", "id", bucket), noOrganization);
            expect(
                    credential,
                    "POST",
                    "/api/v2/authorizations",
                    "{\"orgID\": \"" + organization + "\", \"perms\": \"write:bucket:" + organization + "\"}",
                    400,
                    noBucket);
        }
    }

    @Test
    void idOfSomethingHiddenIsNobodys() {
        String foreign = Instance.organization("foreign");
        String foreignBucket = Instance.bucket(foreign, "secrets");
        var administrator = credentials.get(0);

        expect(administrator, "GET", "/api/v2/buckets/" + foreign, "{}", 404, "bucket not found");
        administrator
                .get()
                .get("/api/v2/buckets?orgID=" + foreignBucket)
                .then()
                .statusCode(200)
                .body("buckets", empty());
    }

    private void expectRefused(
            Supplier<RequestSpecification> credential, Map<String, String> resource, String message) {
        credential
                .get()
                .body(Map.of(
                        "orgID", organization, "permissions", List.of(Map.of("action", "read", "resource", resource))))
                .post("/api/v2/authorizations")
                .then()
                .statusCode(400)
                .body("message", equalTo(message));
    }

    private static void expect(
            Supplier<RequestSpecification> credential,
            String method,
            String path,
            String body,
            int status,
            String message) {
        credential
                .get()
                .body(body)
                .request(method, path)
                .then()
                .statusCode(status)
                .body("message", equalTo(message));
    }
}
