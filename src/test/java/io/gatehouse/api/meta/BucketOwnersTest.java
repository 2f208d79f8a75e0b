package io.gatehouse.api.meta;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A guest who owns no more than a bucket is in its organization, with what it is given there. */
@QuarkusTest
class BucketOwnersTest {
    private static final String PASSWORD = "guests-password";

    private Meta meta;
    private String guest;
    private String name;

    @BeforeEach
    void createGuest() {
        meta = Meta.create("hosts");
        guest = Instance.user("guest");
        name = Instance.as(Instance.operator()).get("/api/v2/users/" + guest).path("name");
        operator("/api/v2/users/" + guest + "/password", Map.of("password", PASSWORD), 204);
        ownBucket(meta.organization());
        give(meta.organization(), Map.of("", List.of("CreateUserAndRole"), "db1", List.of("ReadData")));
    }

    @Test
    void guestWorksWithUsersAndAsksAboutItself() {
        guest().get("/user?orgID=" + meta.organization()).then().statusCode(200);
        guest().get("/user").then().statusCode(200);
        evaluate(meta.organization()).then().statusCode(200).body("decision", equalTo(true));
    }

    @Test
    void otherOrganizationsAreNotThereForTheGuest() {
        String other = Instance.organization("other");

        guest().get("/user?orgID=" + other).then().statusCode(404).body("error", equalTo("organization not found"));
        evaluate(other).then().statusCode(404);
        ownBucket(other);
        evaluate(other).then().statusCode(200).body("decision", equalTo(false));
        guest().get("/user?orgID=" + other).then().statusCode(403);
        guest().get("/user").then().statusCode(400);
    }

    @Test
    void placeThatGivesPermissionsIsWhereTheGuestWorks() {
        String other = Instance.organization("other");
        operator("/api/v2/orgs/" + other + "/owners", Map.of("id", guest), 201);

        guest().get("/user").then().statusCode(200).body("users.name", contains(Instance.USER, name));
        guest().get("/user?orgID=" + meta.organization()).then().statusCode(200);
    }

    private RequestSpecification guest() {
        return Meta.as(name, PASSWORD);
    }

    private Response evaluate(String organization) {
        return guest().contentType(ContentType.JSON)
                .queryParam("orgID", organization)
                .body(Map.of(
                        "subject", Map.of("type", "user", "id", guest),
                        "action", Map.of("name", "read"),
                        "resource", Map.of("type", "database", "id", "db1")))
                .post("/access/v1/evaluation");
    }

    private void ownBucket(String organization) {
        operator("/api/v2/buckets/" + Instance.bucket(organization, "lent") + "/owners", Map.of("id", guest), 201);
    }

    private void give(String organization, Map<String, List<String>> permissions) {
        operator(
                "/user?orgID=" + organization,
                Map.of("action", "add-permissions", "user", Map.of("name", name, "permissions", permissions)),
                200);
    }

    private static void operator(String path, Map<String, ?> body, int status) {
        Instance.as(Instance.operator()).body(body).post(path).then().statusCode(status);
    }
}
