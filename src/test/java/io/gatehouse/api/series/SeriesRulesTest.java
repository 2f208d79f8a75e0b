package io.gatehouse.api.series;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.api.Instance;
import io.gatehouse.api.meta.Meta;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The series doors under rules made over the Meta API: whole bodies, other people, other organizations. */
@QuarkusTest
class SeriesRulesTest {
    private static final String CHECK = "/v1/series/check";
    private static final String FILTER = "/v1/series/filter";
    private static final String PREDICATE = "/v1/series/predicate";

    private Meta meta;
    private String restriction;

    @BeforeEach
    void setUp() {
        meta = Meta.create("series");
        meta.user("ann");
        meta.user("eve");
        meta.done("/role", """
                {"action": "create", "role": {"name": "east", "users": ["ann"],
                 "permissions": {"db1": ["ReadData", "WriteData"]}}}""");
        restriction = meta.rule("restrictions", """
                {"database": {"match": "exact", "value": "db1"}, "measurement": {"match": "prefix", "value": "net"},
                 "permissions": ["read", "write"]}""");
        meta.rule("grants", """
                {"database": {"match": "exact", "value": "db1"},
                 "tags": [{"match": "exact", "key": "dc", "value": "east"}],
                 "permissions": ["read", "write"], "roles": [{"name": "east"}]}""");
    }

    @Test
    void everyPointOfTenThousandIsDecided() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            lines.append(i % 2 == 0 ? "network" : "cpu")
                    .append(",dc=")
                    .append(i % 4 < 2 ? "east" : "west")
                    .append(",host=h")
                    .append(i % 1_000)
                    .append(" v=")
                    .append(i)
                    .append("i 1465839830100400")
                    .append(i % 10)
                    .append('\n');
        }

        check(ann(), lines.toString())
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("points", equalTo(10_000))
                .body("denied_total", equalTo(2_500))
                .body("denied", hasSize(100))
                .body("denied[0].line", equalTo(3))
                .body("denied[99].line", equalTo(399))
                .body("denied[0].reason", equalTo("restriction"))
                .body("denied[0].rule", equalTo(restriction));
        check(ann(), lines.toString().replace("dc=west", "dc=east"))
                .body("decision", equalTo(true))
                .body("points", equalTo(10_000))
                .body("denied", hasSize(0));
        check(eve(), lines.toString())
                .body("denied_total", equalTo(10_000))
                .body("denied[0].reason", equalTo("no permission"));
    }

    @Test
    void oneLineThatCannotBeReadRefusesAll() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            lines.add("cpu,dc=east v=" + i);
        }
        for (int wrong : new int[] {1, 7_777, 10_000}) {
            List<String> body = new ArrayList<>(lines);
            body.set(wrong - 1, "cpu,dc= v=1");
            check(ann(), String.join("\n", body))
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("detail", startsWith("line " + wrong + ": "))
                    .body("decision", nullValue());
        }
    }

    @Test
    void escapesAreOfTheLineAndNotOfTheRule() {
        meta.rule("restrictions", """
                {"database": {"match": "exact", "value": "db1"}, "measurement": {"match": "exact", "value": "disk, used"},
                 "tags": [{"match": "exact", "key": "a b", "value": "c=d"}], "permissions": ["write"]}""");

        check(ann(), "disk\\,\\ used,a\\ b=c\\=d v=\"x, y=z\",w=2 1").body("decision", equalTo(false));
        check(ann(), "disk\\,\\ used,a\\ b=c\\=e v=1\r\n# comment\n\ndisk,a=b v=t")
                .body("decision", equalTo(true));
    }

    @Test
    void retentionPolicyOfADatabaseIsTheDatabase() {
        for (String bucket : List.of("db1", "db1/autogen")) {
            ann().contentType("text/plain")
                    .queryParam("bucket", bucket)
                    .body("network,dc=west v=1\nnetwork,dc=east v=1")
                    .post(CHECK)
                    .then()
                    .body("denied.line", equalTo(List.of(1)));
        }
    }

    @Test
    void visibleSeriesAreThoseThatTheDecisionAllows() {
        List<Map<String, Object>> series = List.of(
                Map.of("measurement", "network", "tags", Map.of("dc", "east", "host", "a")),
                Map.of("measurement", "network", "tags", Map.of("dc", "west")),
                Map.of("measurement", "network", "tags", Map.of()),
                Map.of("measurement", "cpu", "tags", Map.of("dc", "west")),
                Map.of("measurement", "cpu"),
                Map.of("measurement", "network"));

        ann().contentType(ContentType.JSON)
                .queryParam("bucket", "db1")
                .body(Map.of("series", series))
                .post(FILTER)
                .then()
                .statusCode(200)
                .body("series", equalTo(List.of(series.get(0), series.get(3), series.get(4))));
    }

    @Test
    void predicateIsTheConditionOfTheRules() {
        ann().contentType(ContentType.JSON)
                .queryParam("bucket", "db1")
                .body(Map.of("measurement", "network"))
                .post(PREDICATE)
                .then()
                .statusCode(200)
                .body("mode", equalTo("condition"))
                .body("condition.tag", equalTo(Map.of("key", "dc", "match", "exact", "value", "east")))
                .body("influxql", equalTo("\"dc\"::tag = 'east'"));
        ann().contentType(ContentType.JSON)
                .queryParam("bucket", "db1")
                .body(Map.of("measurement", "cpu"))
                .post(PREDICATE)
                .then()
                .body("mode", equalTo("all"));
        eve().contentType(ContentType.JSON)
                .queryParam("bucket", "db1")
                .body(Map.of("measurement", "network"))
                .post(PREDICATE)
                .then()
                .body("mode", equalTo("none"));
    }

    @Test
    void contextIsWhatTheRequestSays() {
        meta.rule("restrictions", """
                {"database": {"match": "exact", "value": "db1"}, "measurement": {"match": "exact", "value": "vpn"},
                 "conditions": [{"attribute": "context.ip", "match": "cidr", "value": "203.0.113.0/24"}],
                 "permissions": ["read", "write"]}""");
        String outside = "203.0.113.9";
        Map<String, String> said = Map.of("ip", outside);
        List<Map<String, ?>> series = List.of(Map.of("measurement", "vpn", "tags", Map.of()));

        check(ann(), "vpn v=1").body("decision", equalTo(true));
        check(ann().queryParam("context", "ip=10.0.0.1"), "vpn v=1").body("decision", equalTo(true));
        check(ann().queryParam("context", "ip=" + outside), "vpn v=1").body("decision", equalTo(false));
        json(FILTER, Map.of("series", series)).body("series", hasSize(1));
        json(FILTER, Map.of("series", series, "context", said)).body("series", hasSize(0));
        json(PREDICATE, Map.of("measurement", "vpn")).body("mode", equalTo("all"));
        json(PREDICATE, Map.of("measurement", "vpn", "context", said)).body("mode", equalTo("condition"));
        for (String wrong : List.of("ip", "=x")) {
            check(ann().queryParam("context", wrong), "vpn v=1").statusCode(400);
        }
        check(ann().queryParam("context", "ip=a", "ip=b"), "vpn v=1").statusCode(400);
        json(PREDICATE, Map.of("context", Map.of("ip", List.of()))).statusCode(400);
    }

    private ValidatableResponse json(String path, Map<String, ?> body) {
        return ann().contentType(ContentType.JSON)
                .queryParam("bucket", "db1")
                .body(body)
                .post(path)
                .then();
    }

    @Test
    void othersAreAskedAboutWithTheRightTo() {
        Response plain = Instance.token(meta.organization(), all("write", "buckets", meta.organization()));
        Response asking = Instance.token(meta.organization(), all("read", "authorizations", meta.organization()));
        Map<String, String> ann = Map.of("subject_type", "user", "subject_id", "ann");
        for (RequestSpecification refused : List.of(eve(), as(plain.path("token")))) {
            check(refused.queryParams(ann), "cpu v=1").statusCode(403).contentType("application/problem+json");
        }
        check(as(asking.path("token")).queryParams(ann), "network,dc=west v=1\ncpu v=1")
                .statusCode(200)
                .body("denied.line", equalTo(List.of(1)));
        check(meta.admin().queryParams(ann), "cpu v=1").body("decision", equalTo(true));
        check(as(Instance.operator()).queryParams(ann).queryParam("orgID", meta.organization()), "cpu v=1")
                .body("decision", equalTo(true));
    }

    @Test
    void credentialsOfAnotherOrganizationFindNothing() {
        Meta other = Meta.create("other");
        String theirs = Instance.token(other.organization(), all("read", "authorizations", other.organization()))
                .path("token");
        Map<String, String> ann = Map.of("subject_type", "user", "subject_id", "ann");

        check(as(theirs).queryParam("orgID", meta.organization()).queryParams(ann), "cpu v=1")
                .statusCode(404)
                .body("detail", equalTo("organization not found"));
        check(other.admin().queryParam("orgID", meta.organization()), "cpu v=1").statusCode(401);
        String known = check(as(theirs).queryParams(ann), "cpu v=1")
                .statusCode(200)
                .extract()
                .asString();
        String unknown = check(
                        as(theirs).queryParams(Map.of("subject_type", "user", "subject_id", "nobody")), "cpu v=1")
                .extract()
                .asString();
        assertThat(known).isEqualTo(unknown).contains("user unknown");
    }

    private RequestSpecification ann() {
        return Meta.as("ann", "ann-password").queryParam("orgID", meta.organization());
    }

    private RequestSpecification eve() {
        return Meta.as("eve", "eve-password").queryParam("orgID", meta.organization());
    }

    private static ValidatableResponse check(RequestSpecification request, String lines) {
        return request.contentType("text/plain")
                .queryParam("bucket", "db1")
                .body(lines)
                .post(CHECK)
                .then();
    }
}
