package io.gatehouse.api.meta;

import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Meta API's lists are whole, or refused before they are read; those of rules can then be read in pages. */
@QuarkusTest
class WholeListsTest {
    private static final String ROLES =
            "there are more than 20000 roles, users of them and permissions: ask for one of them with `?name=`";
    private static final String USERS =
            "there are more than 20000 users, permissions and attributes: ask for one of them with `?name=`";
    /** Of 7000. */
    private static final String MANY_DATABASES =
            "(select jsonb_object_agg('db' || n, '[\"ReadData\"]'::jsonb) from generate_series(1, 7000) n)";

    private static final String RULES = "/influxdb/v2/acl/";

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private Meta meta;
    private long organization;

    @BeforeEach
    void createUsersAndRoles() {
        meta = Meta.create("lists");
        organization = Id.parse(meta.organization());
        for (String name : List.of("ann", "bob", "eve")) {
            meta.user(name);
            meta.done("/role", "{\"action\": \"create\", \"role\": {\"name\": \"" + name + "\"}}");
        }
    }

    @Test
    void rolesWithTheirUsersAreWholeUntilTheyAreTooMany() throws SQLException {
        givePermissions("ann", "bob");
        addUsers(2000);
        addMembers("ann", "bob");
        expectAll("/role", "roles", 3);

        addMembers("eve");

        expectRefusal("/role", ROLES);
        list("/role?name=eve").then().statusCode(200).body("roles[0].users", hasSize(2004));
    }

    @Test
    void rolesWithManyPermissionsAreRefused() throws SQLException {
        givePermissions("ann", "bob");
        expectAll("/role", "roles", 3);

        givePermissions("eve");

        expectRefusal("/role", ROLES);
        list("/role?name=ann").then().statusCode(200);
    }

    @Test
    void usersAreWholeUntilTheyAreTooMany() throws SQLException {
        addRights("ann", MANY_DATABASES, "'{}'");
        addRights("bob", MANY_DATABASES, "'{}'");
        addUsers(5990);
        expectAll("/user", "users", 5995);

        addUsers(5);

        expectRefusal("/user", USERS);
        list("/user?name=ann").then().statusCode(200).body("users", hasSize(1));
    }

    @Test
    void usersWithManyPermissionsOrLongAttributesAreRefused() throws SQLException {
        addRights("ann", MANY_DATABASES, "'{}'");
        addRights("bob", MANY_DATABASES, "'{}'");
        expectAll("/user", "users", 5);

        addRights(
                "eve", "'{}'", "(select jsonb_object_agg('a' || n, repeat('x', 4096)) from generate_series(1, 400) n)");

        expectRefusal("/user", USERS);
        list("/user?name=eve").then().statusCode(200).body("users", hasSize(1));
    }

    @Test
    void longRulesAreRefusedWholeAndReadInPagesThatAreNotFull() throws SQLException {
        execute(
                "insert into restrictions (org_id, id, rule) select " + organization + ", n, (select json_build_object("
                        + "'resource_type', 'buckets', 'name', json_build_object('match', 'exact', 'value', 'db1'), 'tags',"
                        + " json_agg(json_build_object('match', 'exact', 'key', 'k' || t, 'value', repeat('x', 4096))),"
                        + " 'actions', json_build_array('read')) from generate_series(1, 100) t) from generate_series(1, 21) n");

        list(RULES + "restrictions")
                .then()
                .statusCode(422)
                .body(
                        "error",
                        equalTo("the restrictions are longer than 8388608 bytes:"
                                + " read them in pages, with `limit` and `after`"));
        list(RULES + "lint").then().statusCode(422);
        expectPages("restrictions", 10, 10, 1);
    }

    @Test
    void grantsForManyAreReadInPagesThatAreNotFull() throws SQLException {
        addUsers(1000);
        execute("update users set name = rpad(name, 255, 'x') where org_id = " + organization
                + " and name ~ '^u[0-9]+$'");
        execute("insert into grants (org_id, id, rule) select " + organization + ", n, json_build_object("
                + "'resource_type', 'buckets', 'name', json_build_object('match', 'exact', 'value', 'db1'),"
                + " 'actions', json_build_array('read')) from generate_series(1, 14) n");
        execute("insert into grant_users select g.org_id, g.id, u.id, u.org_id from grants g join users u"
                + " on u.org_id = g.org_id and length(u.name) = 255 where g.org_id = " + organization);

        expectAll(RULES + "grants", "grants", 14);
        expectPages("grants", 13, 1);
    }

    private void expectPages(String kind, int... sizes) {
        String after = "";
        for (int size : sizes) {
            Response page = list(RULES + kind + "?limit=1000&after=" + after);
            page.then().statusCode(200).body(kind, hasSize(size));
            after = page.path("next");
        }
        assertThat(after).isNull();
    }

    private void expectAll(String path, String list, int count) {
        list(path).then().statusCode(200).body(list, hasSize(count));
    }

    private void expectRefusal(String path, String error) {
        list(path).then().statusCode(422).body("error", equalTo(error));
    }

    private Response list(String path) {
        return as(Instance.operator()).queryParam("orgID", meta.organization()).get(path);
    }

    private void addUsers(int count) throws SQLException {
        execute("insert into users (org_id, id, name, status) select " + organization
                + ", first + n, 'u' || first + n, 'active' from generate_series(1, " + count
                + ") n, (select max(id) as first from users where org_id = " + organization + ") last");
    }

    private void addMembers(String... roles) throws SQLException {
        for (String role : roles) {
            execute("insert into role_members select u.org_id, r.id, u.id, u.org_id from users u"
                    + " join roles r on r.org_id = u.org_id and r.name = '" + role + "' where u.org_id = "
                    + organization);
        }
    }

    private void givePermissions(String... roles) throws SQLException {
        for (String role : roles) {
            execute("update roles set permissions = " + MANY_DATABASES + " where name = '" + role + "' and org_id = "
                    + organization);
        }
    }

    private void addRights(String user, String permissions, String attributes) throws SQLException {
        execute("insert into user_rights select org_id, id, org_id, " + permissions + ", " + attributes
                + " from users where name = '" + user + "' and org_id = " + organization);
    }

    private void execute(String sql) throws SQLException {
        tables.execute(sql);
    }
}
