package io.gatehouse.api;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.gatehouse.api.meta.Meta;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two organizations, each with a user {@code ops}, a role {@code east} and a database {@code db1}, do not meet at any
 * door: not by name, not by id, not in the text of an error.
 */
@QuarkusTest
class SameNamesTest {
    private static final String UNKNOWN = "0123456789abcdef";
    private static final String ON_DB1 = "{\"database\": {\"match\": \"exact\", \"value\": \"db1\"}";

    private Team reading;
    private Team closed;

    @BeforeEach
    void setUp() {
        reading = Team.create("ReadData");
        closed = Team.create("WriteData");
        closed.restriction = closed.meta.rule("restrictions", ON_DB1 + ", \"permissions\": [\"read\", \"write\"]}");
        closed.grant = closed.meta.rule(
                "grants",
                ON_DB1 + ", \"measurement\": {\"match\": \"exact\", \"value\": \"theirs\"},"
                        + " \"permissions\": [\"write\"], \"roles\": [{\"name\": \"east\"}]}");
    }

    @Test
    void decisionsAreOfTheirOwnOrganization() {
        for (String measurement : List.of("theirs", "ours")) {
            assertThat(reading.allowed("read", measurement)).isTrue();
            assertThat(reading.allowed("write", measurement)).isFalse();
            assertThat(closed.allowed("read", measurement)).isFalse();
            assertThat(closed.allowed("write", measurement)).isEqualTo(measurement.equals("theirs"));
        }
        reading.asker()
                .queryParam("database", "db1")
                .get("/v1/subjects/user/ops/access")
                .then()
                .body("access.allowed", equalTo(List.of("full", "none")));
        closed.asker()
                .queryParam("database", "db1")
                .get("/v1/subjects/user/ops/access")
                .then()
                .body("access.allowed", equalTo(List.of("none", "part")));
    }

    @Test
    void credentialsOfTheOneAreNoneOfTheOther() {
        assertThat(ops(reading).queryParam("orgID", reading.id()).get("/user").statusCode())
                .isEqualTo(403);
        assertThat(ops(reading).queryParam("orgID", closed.id()).get("/user").statusCode())
                .isEqualTo(401);
        String foreign =
                reading.asker().queryParam("orgID", closed.id()).get("/user").asString();
        String nowhere =
                reading.asker().queryParam("orgID", UNKNOWN).get("/user").asString();
        assertThat(foreign).isEqualTo(nowhere);
        assertThat(as(reading.secret)
                        .queryParam("permission", "read:bucket:db1")
                        .get("/authorize")
                        .header("X-Gatehouse-Org"))
                .isEqualTo(reading.id());
        assertThat(as(reading.secret)
                        .queryParam("permission", "read:bucket:db1")
                        .queryParam("orgID", closed.id())
                        .get("/authorize")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theirIdsAreUnknownOnes() {
        List<String> wrong = new ArrayList<>();
        for (String id : closed.ids()) {
            for (String path : List.of(
                    "/v1/subjects/token/%s/access?database=db1",
                    "/v1/subjects/user/%s/access?database=db1",
                    "/v1/subjects/user/ops/access?database=%s",
                    "/api/v2/buckets/%s",
                    "/api/v2/authorizations/%s",
                    "/api/v2/orgs/%s",
                    "/api/v2/users/%s",
                    "/v1/audit?id=%s")) {
                compare(wrong, id, unknownOr -> reading.boss().get(path.formatted(unknownOr)));
                compare(wrong, id, unknownOr -> reading.asker().get(path.formatted(unknownOr)));
            }
            for (String path : List.of(
                    "/influxdb/v2/acl/restrictions/%s",
                    "/influxdb/v2/acl/grants/%s", "/user?name=%s", "/role?name=%s")) {
                compare(wrong, id, unknownOr -> reading.meta.admin().get(path.formatted(unknownOr)));
            }
            compare(wrong, id, unknownOr -> reading.meta.admin().delete("/influxdb/v2/acl/grants/" + unknownOr));
            compare(
                    wrong,
                    id,
                    unknownOr -> reading.meta.post(
                            "/influxdb/v2/acl/grants",
                            ON_DB1 + ", \"permissions\": [\"read\"], \"tokens\": [{\"id\": \"" + unknownOr + "\"}]}"));
            for (String type : List.of("bucket", "user", "org", "authorization")) {
                compare(wrong, id, unknownOr -> reading.evaluate("user", "ops", "read", type + "s", unknownOr));
            }
            compare(wrong, id, unknownOr -> reading.evaluate("user", unknownOr, "read", "bucket", "db1"));
            compare(wrong, id, unknownOr -> reading.check(Map.of("subject_type", "user", "subject_id", unknownOr)));
            compare(wrong, id, unknownOr -> reading.check(Map.of("subject_type", "token", "subject_id", unknownOr)));
        }
        assertThat(wrong).isEmpty();
        assertThat(reading.evaluate("token", closed.secret, "read", "bucket", "db1")
                        .asString())
                .isEqualTo(reading.evaluate("token", "gth_unknown", "read", "bucket", "db1")
                        .asString());
    }

    @Test
    void listsShowNothingOfTheOther() {
        List<Response> answers = List.of(
                reading.meta.admin().get("/user"),
                reading.meta.admin().get("/role"),
                reading.meta.admin().get("/influxdb/v2/acl/restrictions"),
                reading.meta.admin().get("/influxdb/v2/acl/grants"),
                reading.meta.admin().get("/influxdb/v2/acl/lint"),
                reading.meta.admin().get("/v1/subject-types"),
                reading.meta.admin().get("/v1/resource-types"),
                reading.boss().get("/api/v2/buckets"),
                reading.boss().get("/api/v2/buckets?name=db1"),
                reading.boss().get("/api/v2/authorizations"),
                reading.boss().get("/api/v2/orgs"),
                reading.boss().get("/v1/audit?limit=100"),
                reading.asker().queryParam("database", "db1").get("/v1/subjects/user/ops/access"),
                reading.evaluate("user", "ops", "write", "bucket", "db1"));
        for (Response answer : answers) {
            answer.then().statusCode(200);
            assertThat(answer.asString()).doesNotContain(closed.ids());
        }
        reading.meta
                .admin()
                .get("/user")
                .then()
                .body("users.name", hasItems("ops", Instance.USER))
                .body("users", hasSize(3));
    }

    /** It is one user with two places: what it may do in the one says nothing of the other. */
    @Test
    void userOfBothHasInEachWhatItHasThere() {
        String both = Instance.user("both");
        String name = as(Instance.operator()).get("/api/v2/users/" + both).path("name");
        for (Team team : List.of(reading, closed)) {
            as(Instance.operator())
                    .body(Map.of("id", both))
                    .post("/api/v2/orgs/" + team.id() + "/members")
                    .then()
                    .statusCode(201);
        }
        reading.meta.done(
                "/role", "{\"action\": \"add-users\", \"role\": {\"name\": \"east\", \"users\": [\"" + name + "\"]}}");
        reading.meta.done(
                "/user",
                "{\"action\": \"add-permissions\", \"user\": {\"name\": \"" + name
                        + "\", \"permissions\": {\"db1\": [\"WriteData\"]}}}");

        for (String subject : List.of(both, name)) {
            assertThat(reading.meta.may(subject, "write", "db1", "ours", Map.of()))
                    .isTrue();
            assertThat(closed.meta.may(subject, "write", "db1", "theirs", Map.of()))
                    .isFalse();
            assertThat(closed.meta.may(subject, "read", "db1", "theirs", Map.of()))
                    .isFalse();
        }
        closed.meta.admin().get("/role?name=east").then().body("roles[0].users", equalTo(List.of("ops")));
        closed.meta.done(
                "/role", "{\"action\": \"add-users\", \"role\": {\"name\": \"east\", \"users\": [\"" + name + "\"]}}");
        assertThat(closed.meta.may(both, "write", "db1", "theirs", Map.of())).isTrue();
        assertThat(closed.meta.may(both, "write", "db1", "ours", Map.of())).isFalse();
    }

    @Test
    void whatTheOneDeletesTheOtherKeeps() {
        reading.meta.done("/user", "{\"action\": \"delete\", \"user\": {\"name\": \"ops\"}}");
        reading.meta.done("/role", "{\"action\": \"delete\", \"role\": {\"name\": \"east\"}}");
        reading.boss().delete("/api/v2/buckets/" + reading.bucket).then().statusCode(204);

        assertThat(closed.allowed("write", "theirs")).isTrue();
        closed.meta.admin().get("/influxdb/v2/acl/grants").then().body("grants.id", equalTo(List.of(closed.grant)));
        closed.boss().get("/api/v2/buckets/" + closed.bucket).then().statusCode(200);
        assertThat(reading.meta.may("ops", "read", "db1", "ours", Map.of())).isFalse();
    }

    /** The {@code influx} command takes the first of those whom it asks for by name. */
    @Test
    void instancesOwnUserComesFirstOfThoseOfAName() {
        String name = "same-" + UUID.randomUUID();
        reading.meta.user(name);
        String theirs = idOf(name);
        closed.meta.user(name);
        String instances = as(Instance.operator())
                .body(Map.of("name", name))
                .post("/api/v2/users")
                .path("id");
        List<String> all = ids("/api/v2/users?name=" + name, "users.id");

        assertThat(all).hasSize(3).startsWith(instances, theirs);
        assertThat(ids("/api/v2/users?descending=true&name=" + name, "users.id"))
                .containsExactly(instances, all.get(2), theirs);
        List<String> paged = new ArrayList<>(ids("/api/v2/users?limit=1&name=" + name, "users.id"));
        for (int i = 0; i < 3; i++) {
            paged.addAll(ids("/api/v2/users?limit=1&name=" + name + "&after=" + paged.get(i), "users.id"));
            if (paged.size() == i + 1) {
                break;
            }
        }
        assertThat(paged).containsExactlyElementsOf(all);
        assertThat(ids("/api/v2/users?offset=1&limit=1&name=" + name, "users.id"))
                .containsExactly(theirs);
    }

    @Test
    void tokensAreFoundByTheNameOfEveryUserWhoHasIt() {
        String name = "same-" + UUID.randomUUID();
        String other = "other-" + UUID.randomUUID();
        reading.meta.user(name);
        reading.meta.user(other);
        String ofTheirs = tokenOf(reading, idOf(name));
        tokenOf(reading, idOf(other));
        String instances = as(Instance.operator())
                .body(Map.of("name", name))
                .post("/api/v2/users")
                .path("id");
        String ofTheInstances = tokenOf(closed, instances);
        String list = "/api/v2/authorizations?user=" + name;

        assertThat(ids(list, "authorizations.id")).containsExactlyInAnyOrder(ofTheirs, ofTheInstances);
        assertThat(ids(list + "&orgID=" + reading.id(), "authorizations.id")).containsExactly(ofTheirs);
        assertThat(ids(list + "&orgID=" + closed.id(), "authorizations.id")).containsExactly(ofTheInstances);
        as(Instance.operator())
                .get("/api/v2/authorizations?user=" + other + "&orgID=" + closed.id())
                .then()
                .statusCode(404)
                .body("message", equalTo("user not found"));
    }

    private static String tokenOf(Team team, String user) {
        return Instance.token(Map.of(
                        "orgID", team.id(), "userID", user, "permissions", List.of(all("read", "buckets", team.id()))))
                .path("id");
    }

    private static String idOf(String name) {
        return as(Instance.operator()).get("/api/v2/users?name=" + name).path("users[0].id");
    }

    private static List<String> ids(String path, String field) {
        Response answer = as(Instance.operator()).get(path);
        return answer.statusCode() == 404 ? List.of() : answer.jsonPath().getList(field);
    }

    private static RequestSpecification ops(Team team) {
        return Meta.as("ops", team.password());
    }

    /** Whether an id of the other organization is answered, byte for byte, as one of nobody. */
    private static void compare(List<String> wrong, String id, Function<String, Response> request) {
        Response theirs = request.apply(id);
        Response unknown = request.apply(UNKNOWN);
        boolean same = theirs.statusCode() == unknown.statusCode()
                && theirs.asString().replace(id, UNKNOWN).equals(unknown.asString());
        if (!same) {
            wrong.add(id + ": " + theirs.statusCode() + " " + theirs.asString() + " but " + unknown.asString());
        }
    }

    /** One of the two organizations. */
    private static final class Team {
        private final Meta meta = Meta.create("same");
        private String bucket = "";
        private String token = "";
        private String secret = "";
        private String ops = "";
        private String restriction = UNKNOWN;
        private String grant = UNKNOWN;
        private String asker = "";
        private String boss = "";

        static Team create(String permission) {
            var team = new Team();
            team.bucket = Instance.bucket(team.id(), "db1");
            team.meta.done(
                    "/user",
                    "{\"action\": \"create\", \"user\": {\"name\": \"ops\", \"password\": \"" + team.password()
                            + "\"}}");
            team.meta.done(
                    "/role",
                    "{\"action\": \"create\", \"role\": {\"name\": \"east\", \"users\": [\"ops\"],"
                            + " \"permissions\": {\"db1\": [\"" + permission + "\"]}}}");
            Response token = Instance.token(team.id(), all("read", "buckets", team.id()));
            team.token = token.path("id");
            team.secret = token.path("token");
            team.asker = Instance.token(team.id(), all("read", "authorizations", team.id()))
                    .path("token");
            List<Object> everything = new ArrayList<>();
            for (String type : List.of("buckets", "authorizations", "users")) {
                everything.add(all("read", type, team.id()));
                everything.add(all("write", type, team.id()));
            }
            everything.add(Map.of("action", "read", "resource", Map.of("type", "orgs", "id", team.id())));
            everything.add(Map.of("action", "write", "resource", Map.of("type", "orgs", "id", team.id())));
            team.boss = Instance.token(team.id(), everything.toArray()).path("token");
            team.ops = team.asker()
                    .queryParam("database", "db1")
                    .get("/v1/subjects/user/ops/access")
                    .path("subject.user.id");
            return team;
        }

        String id() {
            return meta.organization();
        }

        String password() {
            return "password-of-" + id();
        }

        List<String> ids() {
            return List.of(id(), bucket, token, ops, restriction, grant);
        }

        RequestSpecification asker() {
            return as(asker);
        }

        RequestSpecification boss() {
            return as(boss);
        }

        boolean allowed(String action, String measurement) {
            boolean asked = meta.may("ops", action, "db1", measurement, Map.of());
            Response checked = Meta.as("ops", password())
                    .queryParam("orgID", id())
                    .queryParam("bucket", "db1")
                    .queryParam("action", action)
                    .contentType("text/plain")
                    .body(measurement + " v=1")
                    .post("/v1/series/check");
            assertThat(checked.<Boolean>path("decision")).isEqualTo(asked);
            return asked;
        }

        Response evaluate(String subjectType, String subject, String action, String type, String id) {
            return asker().body(Map.of(
                            "subject", Map.of("type", subjectType, "id", subject),
                            "action", Map.of("name", action),
                            "resource", Map.of("type", type, "id", id),
                            "context", Map.of("explain", true)))
                    .post("/access/v1/evaluation");
        }

        Response check(Map<String, String> subject) {
            return asker().queryParams(subject)
                    .queryParam("bucket", "db1")
                    .contentType("text/plain")
                    .body("cpu v=1")
                    .post("/v1/series/check");
        }
    }
}
