package io.gatehouse.api.audit;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.Instance.one;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditTest {
    private String organization;
    private Response administrator;

    @BeforeEach
    void createOrganization() {
        organization = Instance.organization("audit");
        administrator = Instance.token(
                organization,
                Map.of("action", "write", "resource", Map.of("type", "orgs", "id", organization)),
                all("write", "buckets", organization));
    }

    @Test
    void everyChangeSaysWhoDidWhatFromWhere() {
        Instant before = Instant.now();
        String bucket = as(administrator.path("token"))
                .body(Map.of("orgID", organization, "name", "metrics"))
                .post("/api/v2/buckets")
                .path("id");

        Map<String, Object> event = trail("&id=" + bucket).get(0);

        assertThat(event)
                .containsEntry("action", "create")
                .containsEntry("kind", "bucket")
                .containsEntry("id", bucket)
                .containsEntry("credential", "token " + administrator.path("id"))
                .containsEntry("userID", administrator.path("userID"))
                .containsEntry("address", "127.0.0.1");
        assertThat(Instant.parse((String) event.get("at"))).isAfter(before.minusSeconds(1));
        assertThat(state(event, "before")).isNull();
        assertThat(state(event, "after"))
                .containsEntry("id", bucket)
                .containsEntry("org_id", organization)
                .containsEntry("name", "metrics");
    }

    @Test
    void changeShowsBeforeAndAfter() {
        String bucket = Instance.bucket(organization, "metrics");
        as(Instance.operator()).body(Map.of("name", "renamed")).patch("/api/v2/buckets/" + bucket);
        as(Instance.operator()).delete("/api/v2/buckets/" + bucket);

        List<Map<String, Object>> events = trail("&id=" + bucket);

        assertThat(events).extracting(event -> event.get("action")).containsExactly("create", "update", "delete");
        assertThat(state(events.get(1), "before")).containsEntry("name", "metrics");
        assertThat(state(events.get(1), "after")).containsEntry("name", "renamed");
        assertThat(state(events.get(2), "before")).containsEntry("name", "renamed");
        assertThat(state(events.get(2), "after")).isNull();
    }

    @Test
    void refusedChangeLeavesNothing() {
        int before = trail("").size();

        as(administrator.path("token"))
                .body(Map.of("orgID", organization, "name", "_mine"))
                .post("/api/v2/buckets")
                .then()
                .statusCode(400);
        as(administrator.path("token"))
                .body(Map.of("orgID", organization, "perms", "read:tasks"))
                .post("/api/v2/authorizations")
                .then()
                .statusCode(401);

        assertThat(trail("")).hasSize(before);
    }

    @Test
    void noSecretHashOrPasswordEntersTheTrail() {
        String user = Instance.user("audited");
        String password = "a-password-to-look-for";
        as(Instance.operator()).body(Map.of("password", password)).post("/api/v2/users/" + user + "/password");
        Response token = Instance.token(organization, all("read", "buckets", organization));
        String rotated = as(Instance.operator())
                .body(Map.of("grace", "1h"))
                .post("/api/v2/authorizations/" + token.path("id") + "/rotate")
                .path("token");

        String trail = audit("?limit=100&orgID=" + organization).asString();
        String instance = audit("?limit=100&instance=true&descending=true").asString();

        assertThat(trail)
                .contains("\"kind\":\"token\"", "\"kind\":\"secret\"")
                .doesNotContain(token.<String>path("token"), rotated, "hash");
        assertThat(instance)
                .contains("\"kind\":\"password\"", user)
                .doesNotContain(password, "argon2", "hash", Instance.operator());
    }

    @Test
    void renamedUserHasNoNewPassword() {
        String user = Instance.user("renamed");
        setPassword(user);
        String name = "again-" + user;
        as(Instance.operator())
                .body(Map.of("name", name))
                .patch("/api/v2/users/" + user)
                .then()
                .statusCode(200);
        assertThat(passwordChanges(user)).containsExactly("create");

        setPassword(user);

        assertThat(passwordChanges(user)).containsExactly("create", "update");
        given().auth()
                .preemptive()
                .basic(name, "the-same-password")
                .post("/api/v2/signin")
                .then()
                .statusCode(204);
    }

    @Test
    void suspensionIsInTheTrail() {
        as(Instance.operator()).body(Map.of("status", "inactive")).patch("/api/v2/orgs/" + organization);

        Map<String, Object> event = trail("&kind=organization&action=update").get(0);

        assertThat(state(event, "before")).containsEntry("status", "active");
        assertThat(state(event, "after")).containsEntry("status", "inactive");
    }

    @Test
    void changeOfAMemberIsInTheTrailOfItsOrganizations() {
        String user = Instance.user("member");
        as(Instance.operator()).body(Map.of("id", user)).post("/api/v2/orgs/" + organization + "/members");
        as(Instance.operator()).body(Map.of("status", "inactive")).patch("/api/v2/users/" + user);
        as(Instance.operator()).delete("/api/v2/users/" + user);

        assertThat(trail("&id=" + user))
                .extracting(event -> event.get("kind") + " " + event.get("action"))
                .containsExactly("membership create", "user update", "membership delete");
    }

    @Test
    void trailIsNarrowedByEachFilter() {
        String bucket = Instance.bucket(organization, "metrics");
        as(Instance.operator()).delete("/api/v2/buckets/" + bucket);
        String root = as(Instance.operator()).get("/api/v2/me").path("id");

        assertThat(trail("&kind=bucket&action=delete"))
                .extracting(event -> event.get("id"))
                .containsExactly(bucket);
        assertThat(trail("&id=" + bucket)).hasSize(2);
        assertThat(trail("&userID=" + root)).hasSameSizeAs(trail(""));
        assertThat(trail("&userID=" + Instance.user("nobody"))).isEmpty();
        assertThat(trail("&kind=password")).isEmpty();
    }

    @Test
    void trailIsNarrowedByTime() {
        List<Map<String, Object>> events = trail("");
        String middle = (String) events.get(2).get("at");

        assertThat(trail("&since=" + middle)).containsExactlyElementsOf(events.subList(2, events.size()));
        assertThat(trail("&until=" + middle)).containsExactlyElementsOf(events.subList(0, 2));
    }

    /** As after a clock was set back, where what comes later seems to be earlier. */
    @Test
    void trailIsNarrowedByTimeInWhateverOrderItsTimesAre() throws SQLException {
        OwnedTables.ofThisProgram()
                .execute("insert into audit_events (org_id, version, action, kind, entity_id, credential, at)"
                        + " select " + Id.parse(organization) + ", 1, 'create', 'timed', n, 'test',"
                        + " timestamptz '2001-01-01T00:00:00Z' + n * interval '1 h'"
                        + " from unnest(array[1, 5, 2, 4, 9, 3, 6]) with ordinality as t (n, place) order by place");

        assertThat(hours("&since=2001-01-01T04:00:00Z&until=2002-01-01T00:00:00Z"))
                .containsExactly(5, 4, 9, 6);
        assertThat(hours("&until=2001-01-01T04:00:00Z")).containsExactly(1, 2, 3);
        assertThat(hours("&since=2001-01-01T02:00:00Z&until=2001-01-01T06:00:00Z&descending=true"))
                .containsExactly(3, 4, 2, 5);
        assertThat(hours("&since=2001-01-01T07:00:00Z&until=2001-01-01T09:00:00Z"))
                .isEmpty();
    }

    private List<Integer> hours(String filter) {
        return trail("&kind=timed" + filter).stream()
                .map(event -> (int) Id.parse(String.valueOf(event.get("id"))))
                .toList();
    }

    @Test
    void pagesTogetherAreTheWholeTrail() {
        List<Map<String, Object>> whole = trail("");
        var pages = new ArrayList<Map<String, Object>>();
        Object after = "";
        while (after != null) {
            Response page = audit("?limit=2&orgID=" + organization + after);
            pages.addAll(page.jsonPath().getList("events"));
            Object next = page.path("next");
            after = next == null ? null : "&after=" + next;
        }

        assertThat(whole).hasSizeGreaterThan(4);
        assertThat(pages).isEqualTo(whole);
        assertThat(trail("&descending=true").get(0)).isEqualTo(whole.get(whole.size() - 1));
    }

    @Test
    void longEventsArePagesOfTheirOwn() throws SQLException {
        OwnedTables.ofThisProgram()
                .execute("insert into audit_events (org_id, version, action, kind, entity_id, credential, after)"
                        + " select " + Id.parse(organization) + ", 1, 'create', 'long', n, 'test',"
                        + " jsonb_build_object('text', repeat('x', 5000000)) from generate_series(1, 3) n");
        for (String order : List.of("false", "true")) {
            var pages = new ArrayList<Integer>();
            var ids = new ArrayList<String>();
            Object after = "";
            while (after != null) {
                Response page = audit("?limit=100&kind=long&descending=" + order + "&orgID=" + organization + after);
                List<String> found = page.path("events.id");
                pages.add(found.size());
                ids.addAll(found);
                Object next = page.path("next");
                after = next == null ? null : "&after=" + next;
            }
            assertThat(pages).containsExactly(1, 1, 1);
            assertThat(ids).doesNotHaveDuplicates();
        }
    }

    @Test
    void parameterThatCannotBeReadIsNamed() {
        for (String parameter : List.of("since=yesterday", "until=1", "id=abc", "userID=abc", "action=drop")) {
            audit("?orgID=" + organization + "&" + parameter)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("detail", startsWith(parameter.split("=", -1)[0]));
        }
    }

    @Test
    void administratorReadsTheOwnTrail() {
        String name =
                as(Instance.operator()).get("/api/v2/orgs/" + organization).path("name");

        for (String query : List.of("", "?orgID=" + organization, "?org=" + name)) {
            as(administrator.path("token"))
                    .get("/v1/audit" + query)
                    .then()
                    .statusCode(200)
                    .body("events", not(empty()))
                    .body("events.findAll { it.kind == 'bucket' }.after.org_id", everyItem(equalTo(organization)));
        }
    }

    @Test
    void trailIsForAdministratorsOfThatOrganization() {
        String foreign = Instance.organization("foreign");
        List<String> secrets = List.of(
                Instance.token(foreign, Map.of("action", "write", "resource", Map.of("type", "orgs", "id", foreign)))
                        .path("token"),
                Instance.token(organization, one("read", "orgs", organization, organization))
                        .path("token"),
                Instance.token(organization, all("write", "buckets", organization))
                        .path("token"));

        for (String secret : secrets) {
            String hidden = as(secret)
                    .get("/v1/audit?orgID=" + organization)
                    .then()
                    .statusCode(403)
                    .extract()
                    .asString();
            String unknown = as(secret)
                    .get("/v1/audit?orgID=020f755c3c082000")
                    .then()
                    .extract()
                    .asString();
            assertThat(hidden).isEqualTo(unknown);
        }
        given().get("/v1/audit?orgID=" + organization)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", notNullValue());
    }

    @Test
    void trailOfTheInstanceIsForOperators() {
        as(administrator.path("token")).get("/v1/audit?instance=true").then().statusCode(403);
        String user = Instance.user("audited");

        List<Map<String, Object>> events =
                audit("?instance=true&id=" + user).jsonPath().getList("events");

        assertThat(events)
                .extracting(event -> event.get("kind") + " " + event.get("action"))
                .containsExactly("user create");
    }

    @Test
    void trailOutlivesTheOrganization() {
        as(Instance.operator()).delete("/api/v2/orgs/" + organization).then().statusCode(204);

        assertThat(trail("&kind=organization"))
                .extracting(event -> event.get("action"))
                .containsExactly("create", "delete");
    }

    private static void setPassword(String user) {
        as(Instance.operator())
                .body(Map.of("password", "the-same-password"))
                .post("/api/v2/users/" + user + "/password")
                .then()
                .statusCode(204);
    }

    private static List<String> passwordChanges(String user) {
        return audit("?instance=true&kind=password&id=" + user).jsonPath().getList("events.action");
    }

    @Test
    void nobodyChangesTheTrail() {
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            for (String path : List.of("/v1/audit", "/v1/audit?orgID=" + organization)) {
                assertThat(as(Instance.operator())
                                .body("{}")
                                .request(method, path)
                                .statusCode())
                        .isEqualTo(405);
            }
        }
    }

    private List<Map<String, Object>> trail(String filter) {
        Response answer = audit("?limit=100&orgID=" + organization + filter);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath().getList("events");
    }

    private static Response audit(String query) {
        return as(Instance.operator()).get("/v1/audit" + query);
    }

    @SuppressWarnings("unchecked") // as the JSON has it
    private static @Nullable Map<String, Object> state(Map<String, Object> event, String which) {
        return (Map<String, Object>) event.get(which);
    }
}
