package io.gatehouse.role;

import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What permissions on a database become when it is dropped. */
@QuarkusTest
class DroppedDatabaseTest {
    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private String organization;
    private String bucket;

    @BeforeEach
    void createBucketsAndRole() {
        organization = Instance.organization("dropped");
        bucket = Instance.bucket(organization, "one");
        Instance.bucket(organization, "other");
        change("role", Map.of("action", "create", "role", Map.of("name", "reader")));
        change("user", Map.of("action", "create", "user", Map.of("name", "ann", "password", "password-of-ann")));
        for (String kind : List.of("role", "user")) {
            change(
                    kind,
                    Map.of(
                            "action",
                            "add-permissions",
                            kind,
                            Map.of(
                                    "name",
                                    kind.equals("role") ? "reader" : "ann",
                                    "permissions",
                                    Map.of("one", List.of("ReadData"), "other", List.of("ReadData")))));
        }
    }

    @Test
    void rolesAndUsersLoseThoseOnABucketWithIt() throws SQLException {
        String last = last();

        as(Instance.operator()).delete("/api/v2/buckets/" + bucket).then().statusCode(204);

        as(Instance.operator())
                .get("/role?name=reader&orgID=" + organization)
                .then()
                .body("roles[0].permissions", equalTo(Map.of("other", List.of("ReadData"))));
        as(Instance.operator())
                .get("/user?name=ann&orgID=" + organization)
                .then()
                .body("users[0].permissions", equalTo(Map.of("other", List.of("ReadData"))));
        assertThat(trailSince(last)).containsExactlyInAnyOrder("delete bucket", "update role", "update user");
    }

    @Test
    void organizationGoesWithoutAChangeOfTheRolesThatGoWithIt() throws SQLException {
        String last = last();

        as(Instance.operator()).delete("/api/v2/orgs/" + organization).then().statusCode(204);

        assertThat(trailSince(last))
                .containsExactlyInAnyOrder(
                        "delete organization",
                        "delete bucket",
                        "delete bucket",
                        "delete bucket",
                        "delete bucket",
                        "delete role",
                        "delete membership",
                        "delete user",
                        "delete user",
                        "delete password");
    }

    private void change(String kind, Map<String, ?> body) {
        as(Instance.operator())
                .body(body)
                .post("/" + kind + "?orgID=" + organization)
                .then()
                .statusCode(200);
    }

    private String last() throws SQLException {
        return tables.one("select max(sequence) from audit_events");
    }

    private List<String> trailSince(String last) throws SQLException {
        return tables.list("select action || ' ' || kind from audit_events where org_id = " + Id.parse(organization)
                + " and sequence > " + last);
    }
}
