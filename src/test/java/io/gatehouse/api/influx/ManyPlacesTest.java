package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.gatehouse.api.Instance;
import io.gatehouse.api.meta.Meta;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever owns thousands of organizations works in each of them, without the permissions of all being written out. */
@QuarkusTest
class ManyPlacesTest {
    /** As many as an answer of 100,000 permissions can hold, 44 for each, and two on the owner itself. */
    private static final int MOST = 2272;

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private Administrator owner;

    @BeforeEach
    void createOwner() {
        owner = Administrator.ofNewOrganization();
    }

    @AfterEach
    void deleteOrganizations() throws SQLException {
        tables.execute("delete from organizations where name like 'many-%'");
    }

    @Test
    void permissionsAreWholeUntilTheyAreTooMany() throws SQLException {
        String path = "/api/v2/users/" + owner.user() + "/permissions";
        own(MOST - 1);
        owner.bySession().get(path).then().statusCode(200).body("", hasSize(MOST * 44 + 2));

        own(1);

        owner.bySession()
                .get(path)
                .then()
                .statusCode(422)
                .body("code", equalTo("unprocessable entity"))
                .body("message", equalTo("there are more than 100000 permissions"));
        owner.bySession()
                .get("/api/v2/orgs/" + owner.organization() + "/owners")
                .then()
                .statusCode(200)
                .body("users", hasSize(2));
        owner.bySession().get("/api/v2/buckets").then().statusCode(200).body("buckets", hasSize(2));
    }

    @Test
    void ownerOfTheInstanceSeesAllPermissionsAndReachesEveryOrganization() {
        String own = as(Instance.operator()).get("/api/v2/me").path("id");
        var first = Instance.organization("first");
        var second = Instance.organization("second");
        Instance.organization("third");

        for (String organization : new String[] {first, second, owner.organization()}) {
            Meta.as(Instance.USER, Instance.PASSWORD)
                    .get("/user?orgID=" + organization)
                    .then()
                    .statusCode(200);
        }
        Meta.as(Instance.USER, Instance.PASSWORD)
                .get("/user")
                .then()
                .statusCode(400)
                .body("error", equalTo("org or orgID must say which organization is asked about"));
        assertThat(as(Instance.operator())
                        .get("/api/v2/users/" + own + "/permissions")
                        .jsonPath()
                        .getList("resource.orgID"))
                .contains(first, second);
    }

    /** Makes the user the owner of so many new organizations. */
    private void own(int many) throws SQLException {
        tables.execute("with made as (insert into organizations (id, name, description, status, created_at, updated_at)"
                + " select first + n, 'many-' || first + n, '', 'active', now(), now() from generate_series(1, " + many
                + ") n, (select greatest(max(id) filter (where id < 1000000000000), 100000000000) as first"
                + " from organizations) last returning id)"
                + " insert into memberships (org_id, bucket_id, user_id, user_org_id, role) select id, 0, "
                + Id.parse(owner.user()) + ", 0, 'owner' from made");
    }
}
