package io.gatehouse.api;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The running program with its operator, as tests set it up and administer it: over InfluxDB's API. */
public final class Instance {
    /** The first user, who owns the instance and the organization {@code home}. */
    public static final String USER = "root";

    public static final String PASSWORD = "password-of-the-tests";

    private static final String OPERATOR = "operator-of-the-tests";

    private Instance() {}

    /** The operator's token. */
    public static synchronized String operator() {
        given().contentType(ContentType.JSON)
                .body(Map.of(
                        "username", USER, "password", PASSWORD, "org", "home", "bucket", "first", "token", OPERATOR))
                .post("/api/v2/setup");
        return OPERATOR;
    }

    public static RequestSpecification as(String secret) {
        return given().header("Authorization", "Token " + secret).contentType(ContentType.JSON);
    }

    /** A new organization's id; its name begins with the one given. */
    public static String organization(String name) {
        return created("/api/v2/orgs", Map.of("name", name + "-" + UUID.randomUUID()));
    }

    public static String bucket(String organization, String name) {
        return created("/api/v2/buckets", Map.of("orgID", organization, "name", name, "retentionRules", new Object[0]));
    }

    /** A new user of the instance; its name begins with the one given. */
    public static String user(String name) {
        return created("/api/v2/users", Map.of("name", name + "-" + UUID.randomUUID()));
    }

    /** A new token: {@code id} and {@code token}, its secret. */
    public static Response token(String organization, Object... permissions) {
        return token(Map.of("orgID", organization, "permissions", List.of(permissions)));
    }

    public static Response token(Map<String, ?> body) {
        Response answer = as(operator()).body(body).post("/api/v2/authorizations");
        answer.then().statusCode(201);
        return answer;
    }

    /** A permission on all of a type in an organization. */
    public static Map<String, ?> all(String action, String type, String organization) {
        return Map.of("action", action, "resource", Map.of("type", type, "orgID", organization));
    }

    /** A permission on one resource. */
    public static Map<String, ?> one(String action, String type, String organization, String id) {
        return Map.of("action", action, "resource", Map.of("type", type, "orgID", organization, "id", id));
    }

    private static String created(String path, Map<String, ?> body) {
        Response answer = as(operator()).body(body).post(path);
        answer.then().statusCode(201);
        return answer.path("id");
    }
}
