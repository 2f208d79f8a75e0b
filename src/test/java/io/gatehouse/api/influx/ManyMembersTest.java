package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.as;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The owners and members of a place are listed whole, or refused before all are read. */
@QuarkusTest
class ManyMembersTest {
    private static final int MOST = 20_000;

    /** Behind the ids of all others. */
    private static final long FIRST = 9_000_000_000_000_000_000L;

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private String organization;

    @BeforeEach
    void createUsers() throws SQLException {
        organization = Instance.organization("crowded");
        tables.execute("insert into users (org_id, id, name, status) select " + Id.parse(organization) + ", " + FIRST
                + " + n, 'u' || n, 'active' from generate_series(1, " + (MOST + 1) + ") n");
    }

    @AfterEach
    void deleteUsers() throws SQLException {
        tables.execute("delete from organizations where id = " + Id.parse(organization));
    }

    @Test
    void membersAreWholeUntilTheyAreTooMany() throws SQLException {
        join(1, MOST);
        as(Instance.operator()).get(path("members")).then().statusCode(200).body("users", hasSize(MOST));

        join(MOST + 1, MOST + 1);

        as(Instance.operator())
                .get(path("members"))
                .then()
                .statusCode(422)
                .body("code", equalTo("unprocessable entity"))
                .body("message", equalTo("there are more than 20000 members"));
        as(Instance.operator()).get(path("owners")).then().statusCode(200).body("users", hasSize(1));
    }

    private void join(int first, int last) throws SQLException {
        tables.execute("insert into memberships (org_id, bucket_id, user_id, user_org_id, role)"
                + " select org_id, 0, id, org_id, 'member' from users where org_id = " + Id.parse(organization)
                + " and id between " + (FIRST + first) + " and " + (FIRST + last));
    }

    private String path(String role) {
        return "/api/v2/orgs/" + organization + "/" + role;
    }
}
