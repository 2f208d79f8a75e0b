package io.gatehouse.api.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of the vendor's guide to fine-grained authorization, with the bodies that it prints. */
@QuarkusTest
class GuideTest {
    private static final String RESTRICTIONS = "/influxdb/v2/acl/restrictions";
    private static final String GRANTS = "/influxdb/v2/acl/grants";
    private static final Map<String, String> EAST = Map.of("datacenter", "east");
    private static final Map<String, String> WEST = Map.of("datacenter", "west");
    private static final Map<String, String> NONE = Map.of();

    private Meta meta;

    @BeforeEach
    void setUp() {
        meta = Meta.create("guide");
        for (String name : List.of("user1", "user2", "ops")) {
            meta.user(name);
        }
    }

    @Test
    void rolesAreManaged() {
        meta.post("/role", """
                {
                    "action": "create",
                    "role": {
                      "name": "east"
                    }
                }""")
                .then()
                .statusCode(200)
                .body(equalTo(""))
                .header("Content-Length", "0")
                .header("Request-Id", notNullValue())
                .header("X-Influxdb-Version", notNullValue())
                .header("Content-Type", equalTo("text/plain; charset=utf-8"));
        meta.done("/role", "{\"action\": \"create\", \"role\": {\"name\": \"west\"}}");
        for (String role : List.of("east", "west")) {
            meta.done("/role", """
                    {"action": "add-permissions", "role": {"name": "%s",
                      "permissions": {"db1": ["ReadData", "WriteData"]}}}""".formatted(role));
        }
        meta.done("/role", """
                {"action": "add-users", "role": {"name": "east", "users": ["user1", "ops"]}}""");
        meta.done("/role", """
                {"action": "add-users", "role": {"name": "west", "users": ["user2", "ops"]}}""");
        meta.admin()
                .get("/role")
                .then()
                .statusCode(200)
                .body(equalTo("{\"roles\":[{\"name\":\"east\",\"permissions\":{\"db1\":[\"ReadData\",\"WriteData\"]},"
                        + "\"users\":[\"ops\",\"user1\"]},{\"name\":\"west\","
                        + "\"permissions\":{\"db1\":[\"ReadData\",\"WriteData\"]},\"users\":[\"ops\",\"user2\"]}]}"));
        assertThat(meta.may("user1", "write", "db1", "cpu", NONE)).isTrue();
        assertThat(meta.may("user1", "write", "db2", "cpu", NONE)).isFalse();

        meta.done("/role", """
                {"action": "remove-permissions", "role": {"name": "east",
                  "permissions": {"db1": ["ReadData", "WriteData"]}}}""");
        assertThat(meta.may("user1", "write", "db1", "cpu", NONE)).isFalse();
        assertThat(meta.may("ops", "write", "db1", "cpu", NONE)).isTrue();

        meta.done("/role", "{\"action\": \"delete\", \"role\": {\"name\": \"west\"}}");
        assertThat(meta.may("ops", "write", "db1", "cpu", NONE)).isFalse();
        meta.admin().get("/role?name=west").then().statusCode(404).body(equalTo("{\"error\":\"role not found\"}"));
        meta.admin().get("/user?name=user2").then().statusCode(200).body("users.name", equalTo(List.of("user2")));
    }

    @Test
    void restrictionsCloseAndGrantsOpenToUsers() {
        for (String user : List.of("user1", "user2", "ops")) {
            meta.done("/user", """
                    {"action": "add-permissions", "user": {"name": "%s",
                      "permissions": {"my_database": ["ReadData", "WriteData"]}}}""".formatted(user));
        }
        assertThat(meta.may("user1", "write", "my_database", "network", EAST)).isTrue();

        meta.rule("restrictions", """
                {
                    "database": {"match": "exact", "value": "my_database"},
                    "measurement": {"match": "exact", "value": "network"},
                    "permissions": ["read", "write"]
                }""");
        assertThat(meta.may("user1", "write", "my_database", "network", EAST)).isFalse();
        assertThat(meta.may("user1", "write", "my_database", "disk", EAST)).isTrue();

        String east = meta.rule("grants", """
                {
                    "database": {"match": "exact", "value": "my_database"},
                    "tags": [{"match": "exact", "key": "datacenter", "value": "east"}],
                    "permissions": ["read", "write"],
                    "users": [{"name": "user1"}]
                }""");
        assertThat(meta.may("user1", "write", "my_database", "network", EAST)).isTrue();
        assertThat(meta.may("user1", "write", "my_database", "network", Map.of("datacenter", "east", "foo", "bar")))
                .isTrue();
        assertThat(meta.may("user1", "write", "my_database", "network", WEST)).isFalse();
        assertThat(meta.may("user2", "write", "my_database", "network", EAST)).isFalse();

        meta.admin()
                .get(GRANTS)
                .then()
                .statusCode(200)
                .body("grants", hasSize(1))
                .body("grants[0].id", equalTo(east))
                .body("grants[0].users", equalTo(List.of(Map.of("name", "user1"))))
                .body("grants[0].roles", nullValue());
        meta.admin().delete(GRANTS + "/" + east).then().statusCode(204);
        assertThat(meta.may("user1", "write", "my_database", "network", EAST)).isFalse();
        meta.admin().get(GRANTS).then().body(equalTo("{\"grants\":[]}"));
    }

    @Test
    void everyKindOfRestrictionIsMadeSeenAndRemoved() {
        List<String> bodies = List.of("""
                {
                    "database": {"match": "exact", "value": "my_database"},
                    "permissions": ["read", "write"]
                }""", """
                {
                    "database": {"match": "exact", "value": "my_database"},
                    "measurement": {"match": "exact", "value": "network"},
                    "tags": [{"match": "exact", "key": "datacenter", "value": "east"}],
                    "permissions": ["read", "write"]
                }""", """
                {
                    "database": {"match": "exact", "value": "my_database"},
                    "measurement": {"match": "exact", "value": "network"},
                    "tags": [
                      {"match": "exact", "key": "tag1", "value": "value1"},
                      {"match": "exact", "key": "tag2", "value": "value2"}
                    ],
                    "permissions": ["read", "write"]
                }""", """
                {
                    "database": {"match": "prefix", "value": "my_"},
                    "permissions": ["read"]
                }""");
        List<String> ids =
                bodies.stream().map(body -> meta.rule("restrictions", body)).toList();

        meta.admin()
                .get(RESTRICTIONS)
                .then()
                .statusCode(200)
                .body("restrictions.id", equalTo(ids))
                .body(
                        "restrictions[1].tags",
                        equalTo(List.of(Map.of("match", "exact", "key", "datacenter", "value", "east"))))
                .body("restrictions[3].database", equalTo(Map.of("match", "prefix", "value", "my_")))
                .body("restrictions[3].permissions", equalTo(List.of("read")));
        meta.admin().get(RESTRICTIONS + "/" + ids.get(0)).then().statusCode(200).body("id", equalTo(ids.get(0)));
        for (String id : ids) {
            meta.admin().delete(RESTRICTIONS + "/" + id).then().statusCode(204);
            meta.admin()
                    .get(RESTRICTIONS + "/" + id)
                    .then()
                    .statusCode(404)
                    .body(equalTo("{\"error\":\"restriction not found\"}"));
        }
    }

    @Test
    void grantsOpenToRoles() {
        for (String role : List.of("role1", "role2")) {
            meta.done("/role", """
                    {"action": "create", "role": {"name": "%s",
                      "permissions": {"my_database": ["ReadData", "WriteData"]}}}""".formatted(role));
        }
        meta.done("/role", "{\"action\": \"add-users\", \"role\": {\"name\": \"role1\", \"users\": [\"user1\"]}}");
        meta.done("/role", "{\"action\": \"add-users\", \"role\": {\"name\": \"role2\", \"users\": [\"user2\"]}}");
        meta.rule("restrictions", """
                {"database": {"match": "exact", "value": "my_database"}, "permissions": ["read", "write"]}""");
        for (String[] pair : new String[][] {{"east", "role1"}, {"west", "role2"}}) {
            meta.rule("grants", """
                    {
                        "database": {"match": "exact", "value": "my_database"},
                        "measurement": {"match": "exact", "value": "network"},
                        "tags": [{"match": "exact", "key": "datacenter", "value": "%s"}],
                        "permissions": ["read", "write"],
                        "roles": [{"name": "%s"}]
                    }""".formatted((Object[]) pair));
        }

        assertThat(meta.may("user1", "write", "my_database", "network", EAST)).isTrue();
        assertThat(meta.may("user1", "write", "my_database", "network", WEST)).isFalse();
        assertThat(meta.may("user2", "read", "my_database", "network", WEST)).isTrue();
        assertThat(meta.may("user2", "read", "my_database", "disk", WEST)).isFalse();
        meta.rule("grants", """
                {"database": {"match": "exact", "value": "my_database"}, "permissions": ["read", "write"],
                 "roles": [{"name": "role1"}, {"name": "role2"}]}""");
        assertThat(meta.may("user2", "read", "my_database", "disk", NONE)).isTrue();
    }
}
