package io.gatehouse.api.meta;

import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who creates users and roles gives nothing that it lacks: not by permissions, names, passwords or attributes. */
@QuarkusTest
class CreatorOfUsersTest {
    private static final String GRANTS = "/influxdb/v2/acl/grants";
    private static final String ON_DB1 = "{\"database\": {\"match\": \"exact\", \"value\": \"db1\"}";

    private Meta meta;

    @BeforeEach
    void setUp() {
        meta = Meta.create("meta");
    }

    @Test
    void creatorOfUsersDoesNotClimb() {
        meta.done(
                "/user",
                "{\"action\": \"create\", \"user\": {\"name\": \"maker\", \"password\": \"maker-password\","
                        + " \"permissions\": {\"\": [\"CreateUserAndRole\"], \"db1\": [\"ReadData\"]}}}");
        meta.user("ann");
        meta.done(
                "/user",
                "{\"action\": \"create\", \"user\": {\"name\": \"known\", \"password\": \"known-password\","
                        + " \"attributes\": {\"a\": \"b\"}}}");
        meta.done(
                "/user",
                "{\"action\": \"add-permissions\", \"user\": {\"name\": \"ann\","
                        + " \"permissions\": {\"db2\": [\"ReadData\"]}}}");
        meta.done("/user", "{\"action\": \"create\", \"user\": {\"name\": \"boss\", \"password\": \"boss-password\"}}");
        meta.done(
                "/user",
                "{\"action\": \"add-permissions\", \"user\": {\"name\": \"boss\", \"permissions\": {\"\": [\""
                        + String.join("\", \"", Meta.sixteen()) + "\"]}}}");
        meta.done(
                "/role",
                "{\"action\": \"create\", \"role\": {\"name\": \"writers\","
                        + " \"permissions\": {\"db1\": [\"WriteData\"]}}}");
        meta.done("/role", "{\"action\": \"create\", \"role\": {\"name\": \"opened\"}}");
        meta.rule("grants", ON_DB1 + ", \"permissions\": [\"read\"], \"roles\": [{\"name\": \"opened\"}]}");

        maker("/user", "{\"action\": \"create\", \"user\": {\"name\": \"new\", \"password\": \"new-password\"}}", 200);
        maker(
                "/user",
                "{\"action\": \"add-permissions\", \"user\": {\"name\": \"new\", \"permissions\": {\"db1\": [\"ReadData\"]}}}",
                200);
        maker(
                "/user",
                "{\"action\": \"change-password\", \"user\": {\"name\": \"new\", \"password\": \"other\"}}",
                200);
        for (String refused : List.of(
                "{\"action\": \"add-permissions\", \"user\": {\"name\": \"new\", \"permissions\": {\"db1\": [\"WriteData\"]}}}",
                "{\"action\": \"add-permissions\", \"user\": {\"name\": \"maker\", \"permissions\": {\"\": [\"ReadData\"]}}}",
                "{\"action\": \"create\", \"user\": {\"name\": \"x\", \"password\": \"x\", \"permissions\": {\"\": [\"Monitor\"]}}}",
                "{\"action\": \"change-password\", \"user\": {\"name\": \"ann\", \"password\": \"mine\"}}",
                "{\"action\": \"change-password\", \"user\": {\"name\": \"boss\", \"password\": \"mine\"}}",
                "{\"action\": \"remove-permissions\", \"user\": {\"name\": \"boss\", \"permissions\": {\"\": [\"Monitor\"]}}}",
                "{\"action\": \"delete\", \"user\": {\"name\": \"boss\"}}",
                "{\"action\": \"set-attributes\", \"user\": {\"name\": \"maker\", \"attributes\": {\"a\": \"b\"}}}",
                "{\"action\": \"create\", \"user\": {\"name\": \"x\", \"password\": \"x\", \"attributes\": {\"a\": \"b\"}}}",
                "{\"action\": \"change-password\", \"user\": {\"name\": \"known\", \"password\": \"mine\"}}")) {
            maker("/user", refused, 403);
        }
        for (String refused : List.of(
                "{\"action\": \"add-users\", \"role\": {\"name\": \"writers\", \"users\": [\"maker\"]}}",
                "{\"action\": \"add-users\", \"role\": {\"name\": \"opened\", \"users\": [\"maker\"]}}",
                "{\"action\": \"change-name\", \"role\": {\"name\": \"writers\", \"newName\": \"free\"}}",
                "{\"action\": \"change-name\", \"role\": {\"name\": \"opened\", \"newName\": \"free\"}}",
                "{\"action\": \"add-permissions\", \"role\": {\"name\": \"opened\", \"permissions\": {\"db1\": [\"WriteData\"]}}}",
                "{\"action\": \"create\", \"role\": {\"name\": \"mine\", \"permissions\": {\"db2\": [\"ReadData\"]}}}")) {
            maker("/role", refused, 403);
        }
        maker("/role", "{\"action\": \"create\", \"role\": {\"name\": \"readers\"}}", 200);
        maker("/role", "{\"action\": \"change-name\", \"role\": {\"name\": \"readers\", \"newName\": \"free\"}}", 200);
        Meta.as("maker", "maker-password")
                .queryParam("orgID", meta.organization())
                .get(GRANTS)
                .then()
                .statusCode(403);
    }

    @Test
    void whoHoldsEverythingByRolesMakesNoAdministrator() {
        String all = "{\"\": [\"" + String.join("\", \"", Meta.sixteen()) + "\"]}";
        String most = "{\"\": [\""
                + String.join("\", \"", Meta.sixteen().stream().skip(1).toList()) + "\"]}";
        String last = "{\"\": [\"" + Meta.sixteen().get(0) + "\"]}";
        meta.done(
                "/user", "{\"action\": \"create\", \"user\": {\"name\": \"maker\", \"password\": \"maker-password\"}}");
        meta.done("/role", "{\"action\": \"create\", \"role\": {\"name\": \"all\", \"permissions\": " + all + "}}");
        meta.done("/role", "{\"action\": \"add-users\", \"role\": {\"name\": \"all\", \"users\": [\"maker\"]}}");

        maker("/user", user("create", "maker2", "\"password\": \"p\", \"permissions\": " + all), 403);
        maker("/user", user("add-permissions", "maker", "\"permissions\": " + all), 403);
        maker("/user", user("add-permissions", "maker", "\"permissions\": " + most), 200);
        maker("/user", user("add-permissions", "maker", "\"permissions\": " + last), 403);

        meta.done("/user", user("add-permissions", "maker", "\"permissions\": " + last));
        maker("/user", user("create", "maker2", "\"password\": \"p\", \"permissions\": " + all), 200);
    }

    /** Who makes users, or becomes one, else picks the subject that a condition asks for. */
    @Test
    void whereRulesLookAtTheirSubjectOnlyAdministratorsMakeSubjects() {
        meta.done(
                "/user",
                user(
                        "create",
                        "maker",
                        "\"password\": \"maker-password\", \"attributes\": {\"department\": \"contractor\"},"
                                + " \"permissions\": {\"\": [\"CreateUserAndRole\"], \"db1\": [\"ReadData\"]}"));
        meta.user("ann");
        meta.done(
                "/role",
                "{\"action\": \"create\", \"role\": {\"name\": \"editors\", \"users\": [\"maker\", \"ann\"]}}");
        String onlyEditors = ", \"permissions\": [\"read\"], \"roles\": [{\"name\": \"editors\"}]";
        meta.rule(
                "restrictions",
                ON_DB1 + ", \"permissions\": [\"read\"]" + condition("resource.owner", "exact", "subject.name"));
        maker("/user", user("create", "m1", "\"password\": \"p\", \"permissions\": {\"db1\": [\"ReadData\"]}"), 200);

        String restriction = meta.rule(
                "restrictions",
                ON_DB1 + ", \"permissions\": [\"read\"]" + condition("subject.department", "exact", "contractor"));
        expectMakerGivesNothing();

        meta.admin()
                .delete("/influxdb/v2/acl/restrictions/" + restriction)
                .then()
                .statusCode(204);
        maker("/user", user("create", "m2", "\"password\": \"p\", \"permissions\": {\"db1\": [\"ReadData\"]}"), 200);

        meta.rule("grants", ON_DB1 + onlyEditors + condition("resource.owner", "same", "subject.name"));
        expectMakerGivesNothing();
    }

    private void expectMakerGivesNothing() {
        for (String refused : List.of(
                user("create", "m3", "\"password\": \"p\", \"permissions\": {\"db1\": [\"ReadData\"]}"),
                user("create", "m3", "\"password\": \"p\""),
                user("change-password", "ann", "\"password\": \"mine\""),
                user("add-permissions", "ann", "\"permissions\": {\"db1\": [\"ReadData\"]}"))) {
            maker("/user", refused, 403).body("error", containsString("only administrators"));
        }
        for (String refused : List.of(
                "{\"action\": \"add-users\", \"role\": {\"name\": \"editors\", \"users\": [\"m1\"]}}",
                "{\"action\": \"add-permissions\", \"role\": {\"name\": \"editors\", \"permissions\": {\"db1\": [\"ReadData\"]}}}",
                "{\"action\": \"change-name\", \"role\": {\"name\": \"editors\", \"newName\": \"free\"}}",
                "{\"action\": \"create\", \"role\": {\"name\": \"x\", \"permissions\": {\"db1\": [\"ReadData\"]}}}",
                "{\"action\": \"create\", \"role\": {\"name\": \"x\", \"users\": [\"m1\"]}}")) {
            maker("/role", refused, 403).body("error", containsString("only administrators"));
        }
        maker("/user", user("change-password", "maker", "\"password\": \"maker-password\""), 200);
        meta.done("/user", user("change-password", "ann", "\"password\": \"p\""));
        meta.done("/user", user("add-permissions", "ann", "\"permissions\": {\"db1\": [\"ReadData\"]}"));
    }

    private static String condition(String attribute, String match, String value) {
        return ", \"conditions\": [{\"attribute\": \"" + attribute + "\", \"match\": \"" + match + "\", \"value\": \""
                + value + "\"}]}";
    }

    private static String user(String action, String name, String members) {
        return "{\"action\": \"" + action + "\", \"user\": {\"name\": \"" + name + "\", " + members + "}}";
    }

    /** One that is too long is refused where it would be hashed. */
    @Test
    void passwordIsNotHashedForWhoMayNotSetIt() {
        String create = "{\"action\": \"create\", \"user\": {\"name\": \"x\", \"password\": \"" + "x".repeat(73) + "\"";
        String change =
                "{\"action\": \"change-password\", \"user\": {\"password\": \"" + "x".repeat(73) + "\", \"name\": ";
        meta.user("ann");
        meta.user("maker");
        for (String refused : List.of(create + "}}", change + "\"ann\"}}", change + "\"maker\"}}")) {
            maker("/user", refused, 403);
        }

        meta.done(
                "/user",
                "{\"action\": \"add-permissions\", \"user\": {\"name\": \"maker\","
                        + " \"permissions\": {\"\": [\"CreateUserAndRole\"]}}}");
        meta.done(
                "/user",
                "{\"action\": \"add-permissions\", \"user\": {\"name\": \"ann\","
                        + " \"permissions\": {\"db1\": [\"ReadData\"]}}}");
        maker("/user", create + ", \"permissions\": {\"\": [\"Monitor\"]}}}", 403);
        maker("/user", change + "\"ann\"}}", 403);
        maker("/user", create + "}}", 400);
        maker("/user", change + "\"maker\"}}", 400);
    }

    private ValidatableResponse maker(String path, String body, int status) {
        return Meta.as("maker", "maker-password")
                .queryParam("orgID", meta.organization())
                .body(body)
                .post(path)
                .then()
                .statusCode(status);
    }
}
