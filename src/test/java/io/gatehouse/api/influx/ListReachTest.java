package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.Instance.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists read what their caller can see and nothing beside it: rows of another organization cannot even be read here. */
@QuarkusTest
class ListReachTest {
    private static final String ONE = "[{\"type\": \"buckets\", \"action\": \"read\"}]";
    private static final int MOST = 10_000;

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private Administrator administrator;
    private String organization;
    private String foreign;

    @BeforeEach
    void createOrganizations() throws SQLException {
        administrator = Administrator.ofNewOrganization();
        organization = administrator.organization();
        foreign = Instance.organization("foreign");
        Instance.token(foreign, all("read", "buckets", foreign));
        execute("update tokens set permissions = '[1]' where org_id = " + Id.parse(foreign));
        execute("update buckets set retention_seconds = -1 where org_id = " + Id.parse(foreign));
    }

    @AfterEach
    void deleteWhatCannotBeRead() {
        as(Instance.operator()).delete("/api/v2/orgs/" + foreign).then().statusCode(204);
    }

    @Test
    void administratorsListsReadTheirOrganizationAlone() {
        for (RequestSpecification caller : List.of(administrator.byToken(), administrator.bySession())) {
            assertThat(list(caller, "/api/v2/authorizations", "authorizations.orgID"))
                    .containsExactly(organization);
        }
        for (RequestSpecification caller : List.of(administrator.byToken(), administrator.bySession())) {
            assertThat(list(caller, "/api/v2/buckets", "buckets.orgID")).containsExactly(organization, organization);
        }
        assertThat(list(administrator.byToken(), "/api/v2/buckets?name=_tasks", "buckets.orgID"))
                .containsExactly(organization);
        assertThat(list(administrator.byToken(), "/api/v2/authorizations?orgID=" + foreign, "authorizations.id"))
                .isEmpty();
    }

    @Test
    void callerOfTwoOrganizationsAndSingleResourcesReadsThoseAlone() {
        Administrator second = Administrator.ofNewOrganization();
        as(Instance.operator())
                .body(Map.of("id", administrator.user()))
                .post("/api/v2/orgs/" + second.organization() + "/members")
                .then()
                .statusCode(201);
        String here = Instance.bucket(organization, "here");
        String token = Instance.token(Map.of(
                        "orgID",
                        organization,
                        "permissions",
                        List.of(
                                one("read", "buckets", organization, here),
                                Map.of("action", "read", "resource", Map.of("type", "orgs", "id", organization)))))
                .path("token");

        assertThat(list(administrator.bySession(), "/api/v2/buckets", "buckets.orgID"))
                .hasSize(5)
                .containsOnly(organization, second.organization());
        assertThat(list(as(token), "/api/v2/buckets", "buckets.name"))
                .containsExactlyInAnyOrder("_tasks", "_monitoring", "here");
    }

    @Test
    void tokenThatMayReadOneTokenReadsThatAlone() {
        String user = administrator.user();
        Response seen = Instance.token(Map.of("orgID", organization, "userID", user, "permissions", buckets()));
        String secret = Instance.token(Map.of(
                        "orgID",
                        organization,
                        "permissions",
                        List.of(
                                one("read", "authorizations", organization, seen.path("id")),
                                Map.of("action", "read", "resource", Map.of("type", "users", "id", user)))))
                .path("token");

        assertThat(list(as(secret), "/api/v2/authorizations", "authorizations.id"))
                .containsExactly(seen.<String>path("id"));
    }

    @Test
    void whoMayReadNobodysTokensGetsNone() {
        String secret = Instance.token(organization, all("read", "buckets", organization))
                .path("token");

        for (String list : List.of("authorizations", "users", "orgs")) {
            assertThat(list(as(secret), "/api/v2/" + list, list + ".id")).isEmpty();
        }
    }

    @Test
    void listIsWholeAndInOrderHoweverManyAndHoweverLong() throws SQLException {
        List<Integer> sizes = new ArrayList<>(List.of(6000, 6000, 10, MOST, 1));
        for (int i = 0; i < 450; i++) {
            sizes.add(1);
        }
        addTokens(sizes);

        Response answer = administrator.bySession().get("/api/v2/authorizations");

        List<List<?>> listed = answer.jsonPath().getList("authorizations.permissions");
        assertThat(listed.subList(1, listed.size()).stream().map(List::size)).containsExactlyElementsOf(sizes);
    }

    @Test
    void listWithTooManyPermissionsAsksToBeNarrowed() throws SQLException {
        addTokens(Collections.nCopies(11, MOST));

        administrator
                .bySession()
                .get("/api/v2/authorizations")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid"))
                .body(
                        "message",
                        equalTo("authorizations with more than 100000 permissions match;"
                                + " narrow the list with userID, orgID or id"));
    }

    private List<Map<String, ?>> buckets() {
        return List.of(all("read", "buckets", organization));
    }

    /** Tokens of the administrator, behind its own, with that many permissions each. */
    private void addTokens(List<Integer> sizes) throws SQLException {
        long user = Id.parse(administrator.user());
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < sizes.size(); i++) {
            rows.append(i == 0 ? "" : ", ")
                    .append("(" + (Long.MAX_VALUE - sizes.size() + i) + ", " + sizes.get(i) + ")");
        }
        execute("insert into tokens select " + Id.parse(organization) + ", id, 0, " + user + ", 'active', '',"
                + " (select jsonb_agg(one) from generate_series(1, size), jsonb_array_elements('" + ONE + "') one),"
                + " null, now(), now() from (values " + rows + ") token (id, size)");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = tables.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> list(RequestSpecification caller, String path, String field) {
        Response answer = caller.get(path);
        answer.then().statusCode(200);
        return answer.jsonPath().getList(field);
    }
}
