package io.gatehouse.api.meta;

import static io.restassured.RestAssured.given;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.NamedPermission;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One organization with an administrator of its own, worked on over the Meta API. */
public final class Meta {
    public static final String PASSWORD = "admin-password";

    private static final String FORM = "application/x-www-form-urlencoded";

    private final String organization;
    private final String administrator;

    private Meta(String organization, String administrator) {
        this.organization = organization;
        this.administrator = administrator;
    }

    /** A new organization whose administrator has a name that nobody else has. */
    public static Meta create(String name) {
        return create(name, "admin-" + UUID.randomUUID());
    }

    public static Meta create(String name, String administrator) {
        var meta = new Meta(Instance.organization(name), administrator);
        meta.operator(
                "/user",
                "{\"action\": \"create\", \"user\": {\"name\": \"" + administrator + "\", \"password\": \"" + PASSWORD
                        + "\"}}");
        meta.operator(
                "/user",
                "{\"action\": \"add-permissions\", \"user\": {\"name\": \"" + administrator
                        + "\", \"permissions\": {\"\": " + quoted(sixteen()) + "}}}");
        return meta;
    }

    public String organization() {
        return organization;
    }

    public RequestSpecification admin() {
        return as(administrator, PASSWORD);
    }

    public static RequestSpecification as(String name, String password) {
        return given().auth().preemptive().basic(name, password).contentType(FORM);
    }

    /** Sends a body as JSON. */
    public Response post(String path, Map<String, ?> body) {
        return admin().contentType(ContentType.JSON).body(body).post(path);
    }

    public Response post(String path, String body) {
        return admin().body(body).post(path);
    }

    public void done(String path, String body) {
        Response answer = post(path, body);
        answer.then().statusCode(200);
    }

    public void user(String name) {
        done(
                "/user",
                "{\"action\": \"create\", \"user\": {\"name\": \"" + name + "\", \"password\": \"" + name
                        + "-password\"}}");
    }

    public String rule(String kind, String body) {
        Response answer = post("/influxdb/v2/acl/" + kind, body);
        answer.then().statusCode(200);
        return answer.path("id");
    }

    /** Whether the user may do that to this point, as AuthZEN says. */
    public boolean may(String user, String action, String database, String measurement, Map<String, String> tags) {
        return may(
                user,
                action,
                Map.of(
                        "type",
                        "database",
                        "id",
                        database,
                        "properties",
                        Map.of("measurement", measurement, "tags", tags)));
    }

    public boolean may(String user, String action, Map<String, ?> resource) {
        Response answer = Instance.as(Instance.operator())
                .queryParam("orgID", organization)
                .body(Map.of(
                        "subject", Map.of("type", "user", "id", user),
                        "action", Map.of("name", action),
                        "resource", resource))
                .post("/access/v1/evaluation");
        answer.then().statusCode(200);
        return answer.path("decision");
    }

    private void operator(String path, String body) {
        Instance.as(Instance.operator())
                .queryParam("orgID", organization)
                .body(body)
                .post(path)
                .then()
                .statusCode(200);
    }

    /** The permissions that make an administrator. */
    public static List<String> sixteen() {
        return NamedPermission.ADMINISTRATOR.stream().map(NamedPermission::text).toList();
    }

    private static String quoted(List<String> words) {
        return "[\"" + String.join("\", \"", words) + "\"]";
    }
}
