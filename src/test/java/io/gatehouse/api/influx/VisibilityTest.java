package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.Instance.one;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a caller may not see is left out of lists before they are paged, and answers as what does not exist. */
@QuarkusTest
class VisibilityTest {
    private Administrator administrator;
    private String foreign;
    private String foreignBucket;
    private String foreignToken;

    @BeforeEach
    void createOrganizations() {
        administrator = Administrator.ofNewOrganization();
        foreign = Instance.organization("foreign");
        foreignBucket = Instance.bucket(foreign, "secrets");
        foreignToken = Instance.token(foreign, all("read", "buckets", foreign)).path("id");
    }

    @Test
    void hiddenBucketAnswersAsNone() {
        String path = "/api/v2/buckets/";

        for (String part : List.of("", "/labels", "/members", "/owners")) {
            expectAlike("GET", path + "{id}" + part, "{}", foreignBucket);
        }
        expectAlike("PATCH", path + "{id}", "{\"name\": \"mine\"}", foreignBucket);
        expectAlike("DELETE", path + "{id}", "", foreignBucket);
        expectAlike("POST", path + "{id}/members", "{\"id\": \"" + administrator.user() + "\"}", foreignBucket);
        expectAlike("DELETE", path + "{id}/members/" + administrator.user(), "", foreignBucket);
        expectAlike("GET", "/api/v2/buckets?id={id}", "", foreignBucket);
        as(Instance.operator()).get(path + foreignBucket).then().statusCode(200).body("name", equalTo("secrets"));
    }

    @Test
    void ownOrganizationIsNamedInListsWithoutAPermissionOnIt() {
        String name = as(Instance.operator())
                .get("/api/v2/orgs/" + administrator.organization())
                .path("name");
        String hidden = as(Instance.operator()).get("/api/v2/orgs/" + foreign).path("name");
        String mine = Instance.bucket(administrator.organization(), "performance_data");
        String secret = Instance.token(
                        administrator.organization(), one("read", "buckets", administrator.organization(), mine))
                .path("token");

        as(secret).get("/api/v2/buckets?org=" + name).then().statusCode(200).body("buckets.id", equalTo(List.of(mine)));
        as(secret)
                .get("/api/v2/authorizations?org=" + name)
                .then()
                .statusCode(200)
                .body("authorizations", equalTo(List.of()));
        for (String other : List.of(hidden, "there is none")) {
            as(secret)
                    .get("/api/v2/buckets?org=" + other)
                    .then()
                    .statusCode(404)
                    .body("message", equalTo("organization name \"" + other + "\" not found"));
        }
    }

    @Test
    void hiddenAuthorizationAnswersAsNone() {
        String path = "/api/v2/authorizations/{id}";

        expectAlike("GET", path, "", foreignToken);
        expectAlike("PATCH", path, "{\"status\": \"inactive\"}", foreignToken);
        expectAlike("DELETE", path, "", foreignToken);
        expectAlike("POST", path + "/rotate", "{\"grace\": \"1h\"}", foreignToken);
        expectAlike("GET", "/api/v2/authorizations?id={id}", "", foreignToken);
        as(Instance.operator())
                .get("/api/v2/authorizations/" + foreignToken)
                .then()
                .statusCode(200)
                .body("status", equalTo("active"));
    }

    @Test
    void hiddenOrganizationAnswersAsNone() {
        for (String part : List.of("", "/members", "/owners")) {
            expectAlike("GET", "/api/v2/orgs/{id}" + part, "", foreign);
        }
        expectAlike("PATCH", "/api/v2/orgs/{id}", "{\"description\": \"mine\"}", foreign);
        expectAlike("DELETE", "/api/v2/orgs/{id}", "", foreign);
        for (String list : List.of("orgs", "buckets", "authorizations")) {
            expectAlike("GET", "/api/v2/" + list + "?orgID={id}", "", foreign);
        }
        expectAlike("POST", "/api/v2/buckets", "{\"orgID\": \"{id}\", \"name\": \"mine\"}", foreign);
        expectAlike("POST", "/api/v2/authorizations", "{\"orgID\": \"{id}\", \"perms\": \"read:buckets\"}", foreign);
        expectAlike("GET", "/v1/audit?orgID={id}", "", foreign);
    }

    @Test
    void hiddenNameAnswersAsNone() {
        String name = as(Instance.operator()).get("/api/v2/orgs/" + foreign).path("name");
        for (String path : List.of("/api/v2/orgs?org={id}", "/api/v2/buckets?org={id}", "/v1/audit?org={id}")) {
            expectAlike("GET", path, "", name, name + "x");
        }
        String user = as(Instance.operator())
                .get("/api/v2/users/" + Instance.user("hidden"))
                .path("name");
        expectAlike("GET", "/api/v2/users?name={id}", "", user, user + "x");
        expectAlike("GET", "/api/v2/authorizations?user={id}", "", user, user + "x");
        expectAlike("GET", "/api/v2/buckets?name={id}", "", "secrets", "secretsx");
    }

    @Test
    void hiddenUserAnswersAsNone() {
        String user = Instance.user("hidden");

        expectAlike("GET", "/api/v2/users/{id}", "", user);
        expectAlike("PATCH", "/api/v2/users/{id}", "{\"status\": \"inactive\"}", user);
        expectAlike("DELETE", "/api/v2/users/{id}", "", user);
        expectAlike("GET", "/api/v2/users?id={id}", "", user);
        expectAlike("GET", "/api/v2/authorizations?userID={id}", "", user);
    }

    @Test
    void administratorsListsHoldTheirOrganizationAlone() {
        administrator
                .byToken()
                .get("/api/v2/orgs")
                .then()
                .body("orgs.id", equalTo(List.of(administrator.organization())));
        administrator.byToken().get("/api/v2/users").then().body("users.id", equalTo(List.of(administrator.user())));
    }

    @Test
    void listIsNarrowedToWhatIsVisibleBeforeItIsPaged() {
        String organization = administrator.organization();
        var visible = new ArrayList<String>();
        var permissions = new ArrayList<Map<String, ?>>();
        for (int i = 0; i < 30; i++) {
            String bucket = Instance.bucket(organization, "bucket-" + i);
            if (i % 6 == 0) {
                visible.add(bucket);
                permissions.add(one("read", "buckets", organization, bucket));
            }
        }
        String secret = Instance.token(Map.of("orgID", organization, "permissions", permissions))
                .path("token");

        List<String> all = as(secret).get("/api/v2/buckets").jsonPath().getList("buckets.id");
        Response first = as(secret).get("/api/v2/buckets?limit=3");
        Response second = as(secret).get(first.<String>path("links.next"));

        assertThat(all).containsExactlyInAnyOrderElementsOf(visible);
        assertThat(first.jsonPath().<String>getList("buckets.id")).isEqualTo(all.subList(0, 3));
        assertThat(second.jsonPath().<String>getList("buckets.id")).isEqualTo(all.subList(3, 5));
        assertThat(second.<String>path("links.next")).isNull();
    }

    @Test
    void bucketTokenSeesNoSystemBuckets() {
        String secret = Instance.token(foreign, all("read", "buckets", foreign)).path("token");

        as(secret).get("/api/v2/buckets").then().body("buckets.name", equalTo(List.of("secrets")));
    }

    @Test
    void memberReadsAndDoesNotWrite() {
        String user = Instance.user("member");
        as(Instance.operator())
                .body(Map.of("password", "members-password"))
                .post("/api/v2/users/" + user + "/password");
        as(Instance.operator()).body(Map.of("id", user)).post("/api/v2/orgs/" + foreign + "/members");
        String name = as(Instance.operator()).get("/api/v2/users/" + user).path("name");
        String cookie = SessionsTest.cookie(name, "members-password");

        given().header("Cookie", cookie)
                .get("/api/v2/buckets/" + foreignBucket)
                .then()
                .statusCode(200);
        given().header("Cookie", cookie)
                .delete("/api/v2/buckets/" + foreignBucket)
                .then()
                .statusCode(401)
                .body("message", equalTo("write:orgs/" + foreign + "/buckets/" + foreignBucket + " is unauthorized"));
    }

    private void expectAlike(String method, String path, String body, String hidden) {
        expectAlike(method, path, body, hidden, JavaClient.UNKNOWN);
    }

    /** Sends the same twice, and compares all but the date and the text that was sent. */
    private void expectAlike(String method, String path, String body, String hidden, String unknown) {
        for (var credential : List.of("token", "session")) {
            String one = send(credential, method, path, body, hidden).replace(hidden, "{id}");
            String other = send(credential, method, path, body, unknown).replace(unknown, "{id}");

            assertThat(one).as("%s %s by %s", method, path, credential).isEqualTo(other);
        }
    }

    private String send(String credential, String method, String path, String body, String id) {
        var request = credential.equals("token") ? administrator.byToken() : administrator.bySession();
        if (!body.isEmpty()) {
            request.body(body.replace("{id}", id));
        }
        Response answer = request.request(method, path.replace("{id}", id));
        String headers = answer.headers().asList().stream()
                .filter(header -> !header.getName().equalsIgnoreCase("Date")
                        && !header.getName().equalsIgnoreCase("Content-Length"))
                .map(Header::toString)
                .sorted()
                .toList()
                .toString();
        return answer.statusCode() + " " + headers + " " + answer.asString();
    }
}
