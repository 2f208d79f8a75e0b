package io.gatehouse.api.meta;

import static org.hamcrest.Matchers.greaterThan;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An organization that never was, or was deleted: whoever may work in all of them is told so at each door. */
@QuarkusTest
class MissingOrganizationTest {
    private static final String NEVER = "0123456789abcdef";
    private static final String RULE =
            "{\"database\": {\"match\": \"exact\", \"value\": \"db1\"}, \"permissions\": [\"read\"]}";
    private static final List<Ask> DOORS = List.of(
            new Ask(Method.GET, "/influxdb/v2/acl/restrictions", ""),
            new Ask(Method.GET, "/influxdb/v2/acl/grants?limit=1", ""),
            new Ask(Method.POST, "/influxdb/v2/acl/restrictions", RULE),
            new Ask(Method.GET, "/influxdb/v2/acl/restrictions/0000000000000001", ""),
            new Ask(Method.DELETE, "/influxdb/v2/acl/restrictions/0000000000000001", ""),
            new Ask(Method.POST, "/influxdb/v2/acl/restrictions/0000000000000001/replace", RULE),
            new Ask(Method.GET, "/influxdb/v2/acl/lint", ""),
            new Ask(Method.GET, "/user", ""),
            new Ask(Method.GET, "/user?name=ann", ""),
            new Ask(
                    Method.POST,
                    "/user",
                    "{\"action\": \"create\", \"user\": {\"name\": \"ann\", \"password\": \"ann-password\"}}"),
            new Ask(Method.POST, "/user", "{\"action\": \"delete\", \"user\": {\"name\": \"ann\"}}"),
            new Ask(Method.GET, "/role", ""),
            new Ask(Method.POST, "/role", "{\"action\": \"create\", \"role\": {\"name\": \"east\"}}"),
            new Ask(Method.POST, "/role", "{\"action\": \"delete\", \"role\": {\"name\": \"east\"}}"),
            new Ask(Method.GET, "/v1/resource-types", ""),
            new Ask(Method.PUT, "/v1/resource-types/record", "{\"actions\": [\"read\"]}"),
            new Ask(Method.DELETE, "/v1/resource-types/record", ""),
            new Ask(Method.PUT, "/v1/resource-types/record/resources/r1", "{}"),
            new Ask(Method.GET, "/v1/subject-types", ""),
            new Ask(Method.PUT, "/v1/subject-types/person", ""),
            new Ask(Method.DELETE, "/v1/subject-types/person", ""));

    private String deleted;

    private record Ask(Method method, String path, String body) {}

    @BeforeEach
    void setUp() {
        deleted = Instance.organization("deleted");
        Instance.as(Instance.operator())
                .delete("/api/v2/orgs/" + deleted)
                .then()
                .statusCode(204);
    }

    @Test
    void everyDoorSaysThatItIsNotThere() {
        var each = new SoftAssertions();
        for (String organization : List.of(NEVER, deleted)) {
            for (Ask ask : DOORS) {
                var answer = Instance.as(Instance.operator())
                        .queryParam("orgID", organization)
                        .body(ask.body)
                        .request(ask.method, ask.path);
                each.assertThat(answer.statusCode() + " " + answer.asString())
                        .as("%s %s of %s", ask.method, ask.path, organization)
                        .startsWith("404")
                        .contains("\"organization not found\"");
            }
        }
        each.assertAll();
    }

    @Test
    void itsTrailIsReadAllTheSame() {
        Stream.of("create", "delete")
                .forEach(action -> Instance.as(Instance.operator())
                        .queryParam("orgID", deleted)
                        .queryParam("action", action)
                        .get("/v1/audit")
                        .then()
                        .statusCode(200)
                        .body("events.size()", greaterThan(0)));
    }
}
