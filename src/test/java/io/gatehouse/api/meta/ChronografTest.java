package io.gatehouse.api.meta;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The requests of the vendor's own client for users and roles, Chronograf's, in the sequences in which its user store and
 * its role store send them, with the bytes that its encoder makes. It takes nothing but 200 for success, reads {@code
 * error} of everything else, and says {@code null} for the permissions of a database that it does not change.
 */
@QuarkusTest
class ChronografTest {
    private Meta meta;

    @BeforeEach
    void setUp() {
        meta = Meta.create("chronograf");
        post(
                "/user",
                "{\"action\":\"create\",\"user\":{\"name\":\"docbrown\",\"password\":\"1 point twenty-one gigawatts\"}}");
    }

    @Test
    void userIsAddedWithPermissionsAndRoles() {
        post("/role", "{\"action\":\"create\",\"role\":{\"name\":\"timetravels\"}}");

        post("/user", "{\"action\":\"create\",\"user\":{\"name\":\"marty\",\"password\":\"johnny be good\"}}");
        get("/user?name=marty").body("users", contains(Map.of("name", "marty")));
        post(
                "/user",
                "{\"action\":\"add-permissions\",\"user\":{\"name\":\"marty\",\"permissions\":{\"\":[\"ViewChronograf\","
                        + "\"ReadData\",\"WriteData\"],\"delorean\":[\"ReadData\"]}}}");
        post("/role", "{\"action\":\"add-users\",\"role\":{\"name\":\"timetravels\",\"users\":[\"marty\"]}}");
        get("/user?name=marty")
                .body("users[0].name", equalTo("marty"))
                .body("users[0].permissions.''", containsInAnyOrder("ViewChronograf", "ReadData", "WriteData"))
                .body("users[0].permissions.delorean", contains("ReadData"));
        get("/role").body("roles[0].users", contains("marty"));
    }

    @Test
    void userPermissionsAreSetByTheirDifference() {
        post(
                "/user",
                "{\"action\":\"add-permissions\",\"user\":{\"name\":\"docbrown\",\"permissions\":{\"\":[\"ViewAdmin\"],"
                        + "\"delorean\":[\"ReadData\"],\"past\":[\"ReadData\"]}}}");

        get("/user?name=docbrown");
        post(
                "/user",
                "{\"action\":\"remove-permissions\",\"user\":{\"name\":\"docbrown\",\"permissions\":{\"\":[\"ViewAdmin\"],"
                        + "\"delorean\":null,\"past\":[\"ReadData\"]}}}");
        post(
                "/user",
                "{\"action\":\"add-permissions\",\"user\":{\"name\":\"docbrown\",\"permissions\":{\"\":[\"ReadData\"],"
                        + "\"delorean\":null}}}");

        get("/user?name=docbrown")
                .body("users[0].permissions.''", contains("ReadData"))
                .body("users[0].permissions.delorean", contains("ReadData"))
                .body("users[0].permissions.past", nullValue());
    }

    @Test
    void passwordsAreChangedAndUsersDeleted() {
        post("/user", "{\"action\":\"change-password\",\"user\":{\"name\":\"docbrown\",\"password\":\"greatscott1\"}}");
        post("/user", "{\"action\":\"delete\",\"user\":{\"name\":\"docbrown\"}}");
        refused("/user?name=docbrown", 404, "user not found");
    }

    @Test
    void roleIsAddedInThreeSteps() {
        post("/role", "{\"action\":\"create\",\"role\":{\"name\":\"timetravels\"}}");
        get("/role?name=timetravels").body("roles", contains(Map.of("name", "timetravels")));
        post(
                "/role",
                "{\"action\":\"add-permissions\",\"role\":{\"name\":\"timetravels\",\"permissions\":{\"delorean\":["
                        + "\"ReadData\",\"WriteData\"]}}}");
        get("/role?name=timetravels");
        post("/role", "{\"action\":\"add-users\",\"role\":{\"name\":\"timetravels\",\"users\":[\"docbrown\"]}}");

        get("/role?name=timetravels")
                .body("roles[0].permissions.delorean", contains("ReadData", "WriteData"))
                .body("roles[0].users", contains("docbrown"));
        get("/user?name=docbrown").body("users[0].permissions", nullValue());
    }

    @Test
    void roleIsUpdatedByItsDifferences() {
        roleIsAddedInThreeSteps();
        post("/user", "{\"action\":\"create\",\"user\":{\"name\":\"marty\",\"password\":\"johnny be good\"}}");

        post(
                "/role",
                "{\"action\":\"remove-permissions\",\"role\":{\"name\":\"timetravels\",\"permissions\":{\"delorean\":["
                        + "\"WriteData\"]}}}");
        post(
                "/role",
                "{\"action\":\"add-permissions\",\"role\":{\"name\":\"timetravels\",\"permissions\":{\"\":["
                        + "\"ViewChronograf\"],\"delorean\":null}}}");
        post("/role", "{\"action\":\"remove-users\",\"role\":{\"name\":\"timetravels\",\"users\":[\"docbrown\"]}}");
        post("/role", "{\"action\":\"add-users\",\"role\":{\"name\":\"timetravels\",\"users\":[\"marty\"]}}");

        get("/role?name=timetravels")
                .body("roles[0].permissions.delorean", contains("ReadData"))
                .body("roles[0].permissions.''", contains("ViewChronograf"))
                .body("roles[0].users", equalTo(List.of("marty")));
        post("/role", "{\"action\":\"delete\",\"role\":{\"name\":\"timetravels\"}}");
        refused("/role?name=timetravels", 404, "role not found");
        get("/role").body("size()", equalTo(0));
    }

    private void post(String path, String body) {
        meta.admin().contentType(ContentType.JSON).body(body).post(path).then().statusCode(200);
    }

    private ValidatableResponse get(String path) {
        return meta.admin().get(path).then().statusCode(200).contentType(ContentType.JSON);
    }

    private void refused(String path, int status, String error) {
        meta.admin().get(path).then().statusCode(status).body("error", equalTo(error));
    }
}
