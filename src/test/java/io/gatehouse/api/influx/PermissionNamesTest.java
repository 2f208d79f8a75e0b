package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in permissions: the shorthand {@code perms}, and {@code resource.name}. */
@QuarkusTest
class PermissionNamesTest {
    private String organization;
    private String bucket;

    @BeforeEach
    void createBucket() {
        organization = Instance.organization("Engineering");
        bucket = Instance.bucket(organization, "performance_data");
    }

    @Test
    void readAndWriteOfAllBuckets() {
        expect("read:buckets,write:buckets", "read:orgs/{org}/buckets", "write:orgs/{org}/buckets");
    }

    @Test
    void oneBucketByItsName() {
        expect("write:bucket:performance_data", "write:orgs/{org}/buckets/{bucket}");
        expect("write:buckets:performance_data", "write:orgs/{org}/buckets/{bucket}");
    }

    @Test
    void oneBucketByItsId() {
        expect("read:bucket:" + bucket, "read:orgs/{org}/buckets/{bucket}");
    }

    @Test
    void nameThatLooksLikeAnIdIsAName() {
        String named = Instance.bucket(organization, "0123456789abcdef");

        expect("read:bucket:0123456789abcdef", "read:orgs/{org}/buckets/" + named);
    }

    @Test
    void nameMayHoldColons() {
        String named = Instance.bucket(organization, "db:rp");

        expect("read:bucket:db:rp", "read:orgs/{org}/buckets/" + named);
    }

    @Test
    void organizationAndUserMeanThemselves() {
        String root = as(Instance.operator()).get("/api/v2/me").path("id");

        expect("read:orgs,write:users", "read:orgs/{org}", "write:users/" + root);
    }

    @Test
    void spacesDoNotCountAndDuplicatesCollapse() {
        expect(
                " write:bucket:performance_data , read:tasks,write:bucket:performance_data ,read:tasks",
                "write:orgs/{org}/buckets/{bucket}",
                "read:orgs/{org}/tasks");
    }

    @Test
    void issuedTokenDoesWhatTheShorthandSays() {
        String secret = issue("write:bucket:performance_data").path("token");

        as(secret)
                .body(Map.of("description", "mine"))
                .patch("/api/v2/buckets/" + bucket)
                .then()
                .statusCode(200);
        as(secret).get("/api/v2/buckets").then().body("buckets", equalTo(List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            write:bucket:unknown      | 404 | bucket "unknown" not found
            read:orgs:unknown         | 404 | organization name "unknown" not found
            read:users:unknown        | 404 | user "unknown" not found
            read:tasks:unknown        | 400 | resource.name: resources of type tasks are not known by name; give `unknown` as resource.id
            read:cows                 | 400 | perms: `read:cows` has an unknown resource type
            read:bucket               | 400 | perms: `read:bucket` names no resource; all of them are `buckets`
            eat:buckets               | 400 | invalid action type for permission: unknown action for permission
            read                      | 400 | perms: `read` is not of the form action:type or action:type:name
            :buckets                  | 400 | perms: `:buckets` is not of the form action:type or action:type:name
            read:                     | 400 | perms: `read:` has an unknown resource type
            read:bucket:              | 400 | perms: `read:bucket:` is not of the form action:type or action:type:name
            read:buckets,,read:tasks  | 400 | perms: `` is not of the form action:type or action:type:name
            read:buckets,             | 400 | perms: `` is not of the form action:type or action:type:name
            ' '                       | 400 | perms: `` is not of the form action:type or action:type:name
            read:instance             | 403 | authorizations cannot be created with the instance type, it is only used during setup
            """)
    void whatCannotBeMeantIssuesNothing(String perms, int status, String message) {
        for (String text : List.of(perms, "read:tasks," + perms)) {
            Response refused = issue(text);

            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(status);
            assertThat(refused.<String>path("message")).isEqualTo(message);
        }
        as(Instance.operator())
                .get("/api/v2/authorizations?orgID=" + organization)
                .then()
                .body("authorizations", equalTo(List.of()));
    }

    @Test
    void bucketOfAnotherOrganizationIsUnknownByName() {
        Instance.bucket(Instance.organization("Marketing"), "campaigns");

        issue("write:bucket:campaigns")
                .then()
                .statusCode(404)
                .body("message", equalTo("bucket \"campaigns\" not found"));
    }

    @Test
    void shorthandAndPermissionsExcludeEachOther() {
        as(Instance.operator())
                .body(Map.of(
                        "orgID",
                        organization,
                        "perms",
                        "read:tasks",
                        "permissions",
                        List.of(Instance.all("read", "buckets", organization))))
                .post("/api/v2/authorizations")
                .then()
                .statusCode(400)
                .body("message", equalTo("perms and permissions cannot both be given"));
    }

    @Test
    void nameOfAResourceIsResolvedToItsId() {
        Response issued = issueOn(Map.of("type", "buckets", "name", "performance_data"));

        assertThat(issued.statusCode()).isEqualTo(201);
        assertThat(printed(issued)).containsExactly(filled("read:orgs/{org}/buckets/{bucket}"));
    }

    @Test
    void nameOfAResourceIsNeverDropped() {
        issueOn(Map.of("type", "buckets", "name", "unknown"))
                .then()
                .statusCode(404)
                .body("message", equalTo("bucket \"unknown\" not found"));
        issueOn(Map.of("type", "tasks", "orgID", organization, "name", "nightly"))
                .then()
                .statusCode(400)
                .body(
                        "message",
                        equalTo("resource.name: resources of type tasks are not known by name;"
                                + " give `nightly` as resource.id"));
    }

    @Test
    void nameAndIdMustAgree() {
        Instance.bucket(organization, "other");

        issueOn(Map.of("type", "buckets", "id", bucket, "name", "other"))
                .then()
                .statusCode(400)
                .body("message", equalTo("resource.name: `other` is not the name of " + bucket));
        issueOn(Map.of("type", "buckets", "id", bucket, "name", "performance_data"))
                .then()
                .statusCode(201);
    }

    @Test
    void whatATokenIsAnsweredWithIssuesAnother() {
        String stranger = Instance.user("stranger");
        String foreign = Instance.organization("Marketing");
        var permissions = List.of(
                Map.of("action", "read", "resource", Map.of("type", "users", "id", stranger)),
                Map.of("action", "read", "resource", Map.of("type", "orgs", "id", foreign)),
                Map.of("action", "read", "resource", Map.of("type", "orgs", "id", organization)));
        Response issued = Instance.token(Map.of("orgID", organization, "permissions", permissions));
        assertThat(issued.jsonPath().<String>getList("permissions.resource.name"))
                .containsExactly(nameOf(stranger), named(foreign), named(organization));

        List<?> answered = issued.jsonPath().getList("permissions");
        Response cloned = Instance.token(Map.of("orgID", organization, "permissions", answered));

        assertThat(cloned.jsonPath().getList("permissions")).isEqualTo(answered);
    }

    @Test
    void nameBesideAnIdIsThatOfTheId() {
        String user = Instance.user("somebody");
        String name = nameOf(user);

        issueOn(Map.of("type", "users", "id", user, "name", name)).then().statusCode(201);
        expectOther("users", Instance.user("other"), name);
        expectOther("orgs", organization, "home");
        String secret = as(Instance.operator())
                .body(Map.of("orgID", organization, "perms", "write:authorizations,read:users,write:users"))
                .post("/api/v2/authorizations")
                .path("token");
        for (String guessed : List.of(name, "guessed")) {
            as(secret)
                    .body(Map.of(
                            "orgID",
                            organization,
                            "permissions",
                            List.of(Map.of(
                                    "action",
                                    "read",
                                    "resource",
                                    Map.of("type", "users", "id", user, "name", guessed)))))
                    .post("/api/v2/authorizations")
                    .then()
                    .statusCode(404)
                    .body("message", equalTo("user \"" + guessed + "\" not found"));
        }
    }

    private void expectOther(String type, String id, String name) {
        issueOn(Map.of("type", type, "id", id, "name", name))
                .then()
                .statusCode(400)
                .body("message", equalTo("resource.name: `" + name + "` is not the name of " + id));
    }

    /** An unset variable in a script must not make a token wider than its writer meant. */
    @ParameterizedTest
    @ValueSource(strings = {"id", "name", "orgID", "org"})
    void whatIsGivenAndEmptyIsNotEverything(String field) {
        issueOn(Map.of("type", "buckets", field, ""))
                .then()
                .statusCode(400)
                .body("message", startsWith("permissions.resource." + field + (field.endsWith("D") ? ":" : "")));
        as(Instance.operator())
                .body(Map.of("orgID", organization, "userID", "", "perms", "read:buckets"))
                .post("/api/v2/authorizations")
                .then()
                .statusCode(400)
                .body("message", startsWith("userID: "));
        as(Instance.operator())
                .get("/api/v2/authorizations?orgID=" + organization)
                .then()
                .body("authorizations", equalTo(List.of()));
    }

    @Test
    void nameOfTheOrganizationIsResolvedOrRefused() {
        String name =
                as(Instance.operator()).get("/api/v2/orgs/" + organization).path("name");

        Response issued = issueOn(Map.of("type", "buckets", "org", name));
        assertThat(printed(issued)).containsExactly(filled("read:orgs/{org}/buckets"));
        issueOn(Map.of("type", "buckets", "org", "home")).then().statusCode(404);
    }

    @Test
    void nameThatTheCallerCannotSeeIsUnknown() {
        String secret = as(Instance.operator())
                .body(Map.of("orgID", organization, "perms", "write:authorizations,read:users,write:users"))
                .post("/api/v2/authorizations")
                .path("token");

        Response hidden = issue(secret, "write:bucket:performance_data");
        Response unknown = issue(secret, "write:bucket:performance_dato");
        assertThat(hidden.statusCode()).isEqualTo(404).isEqualTo(unknown.statusCode());
        assertThat(hidden.asString()).isEqualTo(unknown.asString().replace("dato", "data"));

        String somebody = as(Instance.operator())
                .get("/api/v2/users/" + Instance.user("somebody"))
                .path("name");
        issue(secret, "read:user:" + somebody)
                .then()
                .statusCode(404)
                .body("message", equalTo("user \"" + somebody + "\" not found"));
    }

    @Test
    void nameOfAUserIsTheOrganizationsOwnBeforeOneOfTheInstance() {
        String instances = Instance.user("ops");
        String name = nameOf(instances) + "-2";
        join(instances);
        as(Instance.operator())
                .queryParam("orgID", organization)
                .body(Map.of("action", "create", "user", Map.of("name", name, "password", "password-of-ops")))
                .post("/user")
                .then()
                .statusCode(200);
        as(Instance.operator())
                .body(Map.of("name", name))
                .patch("/api/v2/users/" + instances)
                .then()
                .statusCode(200);
        List<String> both = as(Instance.operator())
                .get("/api/v2/users?name=" + name)
                .jsonPath()
                .getList("users.id");
        assertThat(both).hasSize(2).startsWith(instances);

        expect("read:user:" + name, "read:orgs/{org}/users/" + both.get(1));
        issueOn(Map.of("type", "users", "name", name))
                .then()
                .statusCode(201)
                .body("permissions[0].resource.id", equalTo(both.get(1)));
    }

    @Test
    void userOfTheInstanceIsKnownByNameWhereItHasAPlace() {
        String user = Instance.user("guest");
        String name = nameOf(user);

        issue("read:user:" + name).then().statusCode(404).body("message", equalTo("user \"" + name + "\" not found"));
        join(user);
        expect("read:user:" + name, "read:orgs/{org}/users/" + user);
    }

    @Test
    void emptyWordsAreNamed() {
        String foreign = Instance.organization("Marketing");

        for (String home : List.of(foreign, organization)) {
            expectMissing("permissions.action", "", Map.of("type", "buckets", "orgID", home));
            expectMissing("permissions.resource.type", "read", Map.of("type", "", "orgID", home));
        }
    }

    private void expectMissing(String field, String action, Map<String, String> resource) {
        as(Instance.operator())
                .body(Map.of(
                        "orgID", organization, "permissions", List.of(Map.of("action", action, "resource", resource))))
                .post("/api/v2/authorizations")
                .then()
                .statusCode(400)
                .body("message", endsWith(field + " is missing"));
    }

    private void join(String user) {
        as(Instance.operator())
                .body(Map.of("id", user))
                .post("/api/v2/orgs/" + organization + "/members")
                .then()
                .statusCode(201);
    }

    private static String named(String organization) {
        return as(Instance.operator()).get("/api/v2/orgs/" + organization).path("name");
    }

    private static String nameOf(String user) {
        return as(Instance.operator()).get("/api/v2/users/" + user).path("name");
    }

    private void expect(String perms, String... permissions) {
        Response issued = issue(perms);

        assertThat(issued.statusCode()).as(issued.asString()).isEqualTo(201);
        assertThat(printed(issued))
                .containsExactly(List.of(permissions).stream().map(this::filled).toArray(String[]::new));
    }

    private Response issue(String perms) {
        return issue(Instance.operator(), perms);
    }

    private Response issue(String secret, String perms) {
        return as(secret).body(Map.of("orgID", organization, "perms", perms)).post("/api/v2/authorizations");
    }

    private Response issueOn(Map<String, String> resource) {
        return as(Instance.operator())
                .body(Map.of(
                        "orgID", organization, "permissions", List.of(Map.of("action", "read", "resource", resource))))
                .post("/api/v2/authorizations");
    }

    private String filled(String permission) {
        return permission.replace("{org}", organization).replace("{bucket}", bucket);
    }

    /** The permissions as InfluxDB prints them in its errors. */
    private static List<String> printed(Response issued) {
        return issued.jsonPath()
                .getList("permissions.collect { it.action + ':'"
                        + " + (it.resource.orgID == null ? '' : 'orgs/' + it.resource.orgID + '/') + it.resource.type"
                        + " + (it.resource.id == null ? '' : '/' + it.resource.id) }");
    }
}
