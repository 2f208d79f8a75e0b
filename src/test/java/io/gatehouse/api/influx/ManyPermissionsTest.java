package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.Instance.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens with as many permissions as are possible, which are on single resources. */
@QuarkusTest
class ManyPermissionsTest {
    private static final int MOST = 10_000;

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private final List<Map<String, ?>> permissions = new ArrayList<>();
    private String organization;
    private String bucket;

    @BeforeEach
    void createBucket() {
        organization = Instance.organization("many");
        bucket = Instance.bucket(organization, "data");
    }

    @Test
    void resourcesByTheirIds() {
        permissions.add(one("read", "buckets", organization, bucket));
        for (int i = 1; i < MOST; i++) {
            permissions.add(one("write", i % 2 == 0 ? "buckets" : "orgs", organization, Id.print(i)));
        }

        Response issued = issue();

        issued.then().statusCode(201).body("permissions", hasSize(MOST));
        String secret = issued.path("token");
        as(secret).get("/api/v2/buckets/" + bucket).then().statusCode(200).body("name", equalTo("data"));
        as(secret).body("{}").patch("/api/v2/buckets/" + bucket).then().statusCode(401);
    }

    @Test
    void resourcesByTheirNames() throws SQLException {
        addBucketsAndUsers(3000);
        declare("record");
        addNamed("users", "u", 3000);
        addNamed("record", "r", 4000);
        addNamed("buckets", "b", 3000);

        Response issued = issue();

        issued.then().statusCode(201).body("permissions", hasSize(MOST));
        assertThat(issued.jsonPath().getList("permissions.resource.name", String.class))
                .hasSize(MOST)
                .startsWith("u1", "u2")
                .endsWith("b2999", "b3000");
        assertThat(issued.<String>path("permissions[2999].resource.id")).isEqualTo(id("users", "u3000"));
        assertThat(issued.<String>path("permissions[9999].resource.id")).isEqualTo(id("buckets", "b3000"));
    }

    @Test
    void firstOfSeveralMistakesIsNamed() throws SQLException {
        addBucketsAndUsers(2000);
        declare("record");
        addNamed("buckets", "b", 2000);
        addNamed("record", "r", 2000);
        var unknown = Map.of("action", "read", "resource", Map.of("type", "buckets", "name", "none"));
        var mistaken = one("read", "buckets", organization, organization);
        var undeclared = Map.of("action", "eat", "resource", Map.of("type", "record", "name", "r1"));

        permissions.addAll(List.of(unknown, mistaken, undeclared));
        refuse(404, "bucket \"none\" not found");
        permissions.add(4000, mistaken);
        refuse(400, "id " + organization + " is the id of an organization, not of a bucket");
        permissions.add(4000, one("read", "orgs", organization, bucket));
        refuse(400, "id " + bucket + " is the id of a bucket, not of an organization");
        permissions.add(4000, undeclared);
        refuse(400, "invalid action type for permission: unknown action for permission");
        permissions.add(4000, Map.of("action", "read", "resource", Map.of("type", "users", "name", "none")));
        refuse(404, "user \"none\" not found");

        as(Instance.operator())
                .get("/api/v2/authorizations?orgID=" + organization)
                .then()
                .body("authorizations", hasSize(0));
    }

    @Test
    void listOfLongNamesAsksForLess() throws SQLException {
        declare("record");
        addNamed("record", "r".repeat(4000), 200);
        Response first = issue();
        first.then().statusCode(201);
        String list = "/api/v2/authorizations?orgID=" + organization;
        as(Instance.operator()).get(list).then().statusCode(200).body("authorizations", hasSize(1));

        execute("insert into tokens (org_id, id, user_org_id, user_id, status, description, permissions, created_at,"
                + " updated_at) select org_id, id + n, user_org_id, user_id, status, '', permissions, now(), now()"
                + " from tokens, generate_series(1, 11) n where id = " + Id.parse(first.path("id")));

        as(Instance.operator())
                .get(list)
                .then()
                .statusCode(400)
                .body(
                        "message",
                        equalTo("authorizations with more than 8 MiB of names and descriptions match;"
                                + " narrow the list with userID, orgID or id"));
        as(Instance.operator())
                .get(list + "&id=" + first.path("id"))
                .then()
                .statusCode(200)
                .body("authorizations", hasSize(1));
    }

    @Test
    void permissionThatIsAskedForTwiceIsHeldOnce() {
        Response issued = Instance.token(
                organization,
                all("read", "buckets", organization),
                all("write", "buckets", organization),
                all("read", "buckets", organization));

        assertThat(issued.jsonPath().getList("permissions.action")).isEqualTo(List.of("read", "write"));
    }

    private Response issue() {
        return as(Instance.operator())
                .body(Map.of("orgID", organization, "permissions", permissions))
                .post("/api/v2/authorizations");
    }

    private void refuse(int status, String message) {
        issue().then().statusCode(status).body("message", equalTo(message));
    }

    private void declare(String type) {
        as(Instance.operator())
                .queryParam("orgID", organization)
                .body(Map.of("actions", List.of("read")))
                .put("/v1/resource-types/" + type)
                .then()
                .statusCode(200);
    }

    private void addNamed(String type, String prefix, int count) {
        IntStream.rangeClosed(1, count)
                .forEach(n -> permissions.add(
                        Map.of("action", "read", "resource", Map.of("type", type, "name", prefix + n))));
    }

    private void addBucketsAndUsers(int count) throws SQLException {
        execute("insert into buckets select " + Id.parse(organization)
                + ", first + n, 'user', 'b' || n, '', null, 0, 0,"
                + " now(), now() from generate_series(1, " + count
                + ") n, (select max(id) as first from buckets where id < "
                + (Long.MAX_VALUE - count) + ") last");
        execute("insert into users (org_id, id, name, status) select " + Id.parse(organization)
                + ", first + n, 'u' || n, 'active' from generate_series(1, " + count
                + ") n, (select max(id) as first from users) last");
    }

    private String id(String table, String name) throws SQLException {
        return Id.print(Long.parseLong(tables.one("select id from " + table + " where org_id = "
                + Id.parse(organization) + " and name = '" + name + "'")));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = tables.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
