package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.as;
import static io.restassured.RestAssured.given;

import io.gatehouse.api.Instance;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The owner of an organization, with a session and an all-access token as the {@code influx} command makes it.
 *
 * @param cookie of its session
 * @param token the secret of its all-access token
 */
record Administrator(String organization, String user, String name, String cookie, String token) {
    private static final String PASSWORD = "administrators-password";

    /** A new organization with a new user for its owner. */
    static Administrator ofNewOrganization() {
        return of(Instance.organization("team"));
    }

    /** A new owner of an organization. */
    static Administrator of(String organization) {
        String user = Instance.user("administrator");
        Response found = as(Instance.operator()).get("/api/v2/users/" + user);
        String name = found.path("name");
        post("/api/v2/users/" + user + "/password", Map.of("password", PASSWORD), 204);
        post("/api/v2/orgs/" + organization + "/owners", Map.of("id", user), 201);
        return new Administrator(
                organization, user, name, SessionsTest.cookie(name, PASSWORD), allAccess(organization, user));
    }

    /** The secret of an all-access token, with the permissions that {@code influx auth create --all-access} asks for. */
    static String allAccess(String organization, String user) {
        List<String> types =
                as(Instance.operator()).get("/api/v2/resources").jsonPath().getList("");
        var permissions = new ArrayList<Map<String, ?>>();
        for (String type : types) {
            switch (type) {
                case "instance" -> {}
                case "orgs" -> permissions.add(permission("read", type, organization, null));
                case "users" -> {
                    permissions.add(permission("read", type, user, null));
                    permissions.add(permission("write", type, user, null));
                }
                default -> {
                    permissions.add(permission("read", type, null, organization));
                    permissions.add(permission("write", type, null, organization));
                }
            }
        }
        return Instance.token(Map.of("orgID", organization, "userID", user, "permissions", permissions))
                .path("token");
    }

    RequestSpecification bySession() {
        return given().header("Cookie", cookie).contentType(ContentType.JSON);
    }

    RequestSpecification byToken() {
        return as(token);
    }

    private static Map<String, ?> permission(
            String action, String type, @Nullable String id, @Nullable String organization) {
        Map<String, String> resource = id == null
                ? Map.of("type", type, "orgID", String.valueOf(organization))
                : Map.of("type", type, "id", id);
        return Map.of("action", action, "resource", resource);
    }

    private static void post(String path, Map<String, ?> body, int status) {
        as(Instance.operator()).body(body).post(path).then().statusCode(status);
    }
}
