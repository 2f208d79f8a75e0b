package io.gatehouse.api.meta;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that name very many users, roles and tokens: as many as are possible are taken, more are refused. */
@QuarkusTest
class LongListsTest {
    private static final int MOST = 10_000;
    private static final String GRANTS = "/influxdb/v2/acl/grants";
    private static final String TOO_MANY_USERS = "users: at most 10000 are possible";

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private Meta meta;
    private long organization;

    @BeforeEach
    void createOrganization() {
        meta = Meta.create("long");
        organization = Id.parse(meta.organization());
    }

    @Test
    void moreUsersOfARoleThanArePossibleAreRefusedAndChangeNothing() {
        meta.user("a");
        done(role("create", "held", List.of("a")));

        for (List<String> many : List.of(Collections.nCopies(250_000, "a"), names("u", MOST + 1))) {
            refuse("/role", role("create", "r", many), TOO_MANY_USERS);
            refuse("/role", role("add-users", "held", many), TOO_MANY_USERS);
            refuse("/role", role("remove-users", "held", many), TOO_MANY_USERS);
        }

        meta.admin()
                .get("/role")
                .then()
                .statusCode(200)
                .body("roles.name", equalTo(List.of("held")))
                .body("roles[0].users", equalTo(List.of("a")));
        done(role("create", "r", Collections.nCopies(MOST, "a")));
        meta.admin().get("/role?name=r").then().body("roles[0].users", equalTo(List.of("a")));
    }

    @Test
    void roleIsGivenAndTakenFromAsManyUsersAsArePossible() throws SQLException {
        addUsers(MOST);
        List<String> users = names("u", MOST);

        done(role("create", "all", users));
        meta.admin()
                .get("/role?name=all")
                .then()
                .body("roles[0].users", hasSize(MOST))
                .body("roles[0].users", hasItems("u1", "u10000"));

        done(role("add-users", "all", users));
        done(role("remove-users", "all", users.subList(1, MOST)));
        meta.admin().get("/role?name=all").then().body("roles[0].users", equalTo(List.of("u1")));

        done(role("add-users", "all", users));
        meta.admin().get("/role?name=all").then().body("roles[0].users", hasSize(MOST));
    }

    @Test
    void oneUnknownUserAmongManyMeansThatNoneIsAdded() throws SQLException {
        addUsers(MOST);
        List<String> users = new ArrayList<>(names("u", MOST - 1));
        users.add("nobody");

        refuse("/role", role("create", "r", users), "user not found");
        done(role("create", "r", List.of()));
        refuse("/role", role("add-users", "r", users), "user not found");

        meta.admin().get("/role").then().body("roles", hasSize(1)).body("roles[0].users", nullValue());
    }

    @Test
    void grantIsForAsManySubjectsAsArePossible() throws SQLException {
        addUsers(MOST);
        List<String> users = names("u", MOST);
        for (String user : List.of("u1", "u9999", "u10000")) {
            meta.done("/user", """
                    {"action": "add-permissions", "user": {"name": "%s", "permissions": {"db1": ["ReadData"]}}}
                    """.formatted(user));
        }
        created("restrictions", rule(List.of(), List.of(), List.of()));

        String id = created("grants", rule(users.subList(0, MOST - 1), List.of(), List.of()));

        assertThat(Stream.of("u1", "u9999", "u10000").map(this::mayRead)).containsExactly(true, true, false);

        meta.post(GRANTS + "/" + id + "/replace", rule(users.subList(1, MOST - 1), List.of(), List.of()))
                .then()
                .statusCode(200);

        assertThat(Stream.of("u1", "u9999", "u10000").map(this::mayRead)).containsExactly(false, true, false);

        addRolesAndTokens(500);
        done(role("add-users", "r499", List.of("u10000")));
        var token = Instance.token(meta.organization(), all("read", "buckets", meta.organization()));
        List<String> ids = new ArrayList<>(IntStream.rangeClosed(1, 500)
                .mapToObj(n -> Id.print(Long.MAX_VALUE - n))
                .toList());
        ids.add(token.path("id"));
        as(token.path("token"))
                .get("/authorize?permission=read:bucket:db1")
                .then()
                .statusCode(403);

        meta.post(GRANTS, rule(List.of(), names("r", 499), ids))
                .then()
                .statusCode(200)
                .body("roles", hasSize(499))
                .body("tokens", hasSize(501));

        assertThat(mayRead("u10000")).isTrue();
        as(token.path("token"))
                .get("/authorize?permission=read:bucket:db1")
                .then()
                .statusCode(200);
    }

    @Test
    void firstUnknownSubjectOfManyIsNamed() throws SQLException {
        addUsers(2000);
        List<String> users = new ArrayList<>(names("u", 2000));
        users.addAll(1000, List.of("nobody", "no one"));

        refuse(GRANTS, rule(users, List.of("none"), List.of()), "user `nobody` not found");
        refuse(GRANTS, rule(List.of("u1"), List.of("none", "r"), List.of()), "role `none` not found");
        refuse(
                GRANTS,
                rule(List.of("u1"), List.of(), List.of("0123456789abcdef", "0123456789abcdee")),
                "token `0123456789abcdef` not found");
        refuse(
                GRANTS,
                rule(names("u", MOST), List.of("r"), List.of()),
                "at most 10000 users, roles and tokens are possible");
        meta.admin().get(GRANTS).then().body("grants", hasSize(0));
    }

    private void refuse(String path, Map<String, ?> body, String error) {
        meta.post(path, body).then().statusCode(400).body("error", equalTo(error));
    }

    private String created(String kind, Map<String, ?> rule) {
        Response answer = meta.post("/influxdb/v2/acl/" + kind, rule);
        answer.then().statusCode(200);
        return answer.path("id");
    }

    private void done(Map<String, ?> body) {
        meta.post("/role", body).then().statusCode(200);
    }

    private boolean mayRead(String user) {
        return meta.may(user, "read", "db1", "cpu", Map.of());
    }

    private static Map<String, ?> role(String action, String name, List<String> users) {
        return Map.of("action", action, "role", Map.of("name", name, "users", users));
    }

    private static Map<String, ?> rule(List<String> users, List<String> roles, List<String> tokens) {
        return Map.of(
                "database",
                Map.of("match", "exact", "value", "db1"),
                "permissions",
                List.of("read"),
                "users",
                users.stream().map(name -> Map.of("name", name)).toList(),
                "roles",
                roles.stream().map(name -> Map.of("name", name)).toList(),
                "tokens",
                tokens.stream().map(id -> Map.of("id", id)).toList());
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> prefix + n).toList();
    }

    private void addUsers(int count) throws SQLException {
        execute("insert into users (org_id, id, name, status) select " + organization
                + ", first + n, 'u' || n, 'active' from generate_series(1, " + count
                + ") n, (select max(id) as first from users) last");
    }

    private void addRolesAndTokens(int count) throws SQLException {
        execute("insert into roles select " + organization + ", n, 'r' || n, '{}', '[]' from generate_series(1, "
                + count + ") n");
        execute("insert into tokens select " + organization + ", " + Long.MAX_VALUE + " - n, org_id, id, 'active', '',"
                + " '[]', null, now(), now() from generate_series(1, " + count
                + ") n, users where name = 'u1' and org_id = "
                + organization);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = tables.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
