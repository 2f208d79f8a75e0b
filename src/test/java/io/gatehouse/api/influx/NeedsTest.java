package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which permissions each operation needs: exactly these suffice, and nothing less or nearly the same. Source: InfluxDB
 * v2, {@code authorizer/}.
 */
@QuarkusTest
class NeedsTest {
    private static final String OTHER = "0123456789abcdef";

    @ParameterizedTest(name = "{0} {1} needs {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET    | orgs/{org}                  | read:orgs/{org}                                  | {}
            PATCH  | orgs/{org}                  | write:orgs/{org}                                 | {"description": "new"}
            DELETE | orgs/{org}                  | write:orgs/{org}                                 | {}
            POST   | orgs                        | write:orgs                                       | {"name": "{unique}"}
            GET    | orgs/{org}/members          | read:orgs/{org}                                  | {}
            GET    | orgs/{org}/owners           | read:orgs/{org}                                  | {}
            POST   | orgs/{org}/members          | write:orgs/{org}                                 | {"id": "{user}"}
            POST   | orgs/{org}/owners           | write:orgs/{org}                                 | {"id": "{user}"}
            DELETE | orgs/{org}/members/{user}   | write:orgs/{org}                                 | {}
            GET    | users/{user}                | read:users/{user}                                | {}
            GET    | users/{user}/permissions    | read:users/{user}                                | {}
            PATCH  | users/{user}                | write:users/{user}                               | {"name": "{unique}"}
            DELETE | users/{user}                | write:users/{user}                               | {}
            POST   | users                       | write:users                                      | {"name": "{unique}"}
            POST   | buckets                     | write:orgs/{org}/buckets                         | {"orgID": "{org}", "name": "new"}
            POST   | authorizations              | write:orgs/{org}/authorizations write:users/{user} | {"orgID": "{org}", "userID": "{user}", "perms": "write:authorizations"}
            """)
    void operationOnWhatMayBeKnownNamesTheMissingPermission(String method, String path, String needs, String body) {
        expectExactly(method, path, needs, body, 401);
    }

    @ParameterizedTest(name = "{0} {1} needs {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET    | buckets/{bucket}            | read:orgs/{org}/buckets/{bucket}                 | {}
            GET    | buckets/{system}            | read:orgs/{org}                                  | {}
            GET    | buckets/{bucket}/labels     | read:orgs/{org}/buckets/{bucket}                 | {}
            GET    | buckets/{bucket}/members    | read:orgs/{org}/buckets/{bucket}                 | {}
            PATCH  | buckets/{bucket}            | write:orgs/{org}/buckets/{bucket}                | {"description": "new"}
            DELETE | buckets/{bucket}            | write:orgs/{org}/buckets/{bucket}                | {}
            POST   | buckets/{bucket}/owners     | write:orgs/{org}/buckets/{bucket}                | {"id": "{user}"}
            DELETE | buckets/{bucket}/owners/{user} | write:orgs/{org}/buckets/{bucket}             | {}
            GET    | authorizations/{token}      | read:orgs/{org}/authorizations/{token} read:users/{user}   | {}
            PATCH  | authorizations/{token}      | write:orgs/{org}/authorizations/{token} write:users/{user} | {"status": "inactive"}
            DELETE | authorizations/{token}      | write:orgs/{org}/authorizations/{token} write:users/{user} | {}
            """)
    void operationOnWhatIsHiddenFindsNothing(String method, String path, String needs, String body) {
        expectExactly(method, path, needs, body, 404);
    }

    @Test
    void whoeverSeesABucketIsToldWhichPermissionIsMissing() {
        var world = new World();
        String secret = world.token(List.of("read:orgs/{org}/buckets"));

        for (String method : List.of("PATCH", "DELETE")) {
            Response answer = world.ask(secret, method, "buckets/{bucket}", "{}");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.<String>path("message"))
                    .isEqualTo(world.fill("write:orgs/{org}/buckets/{bucket} is unauthorized"));
        }
    }

    @Test
    void whoeverSeesATokenIsToldWhichPermissionIsMissing() {
        var world = new World();
        String secret = world.token(
                List.of("read:orgs/{org}/authorizations", "write:orgs/{org}/authorizations", "read:users/{user}"));

        for (String method : List.of("PATCH", "DELETE")) {
            Response answer = world.ask(secret, method, "authorizations/{token}", "{}");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.<String>path("message")).isEqualTo(world.fill("write:users/{user} is unauthorized"));
        }
    }

    @Test
    void membersOfABucketAreAddedByWhoReadsItToo() {
        String add = "{\"id\": \"{user}\"}";
        String write = "write:orgs/{org}/buckets/{bucket}";
        var world = new World();
        String secret = world.token(List.of(write));

        Response refused = world.ask(secret, "POST", "buckets/{bucket}/members", add);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.<String>path("message"))
                .isEqualTo(world.fill("read:orgs/{org}/buckets/{bucket} is unauthorized"));
        String both = world.token(List.of("read:orgs/{org}/buckets", write));
        assertThat(world.ask(both, "POST", "buckets/{bucket}/members", add).statusCode())
                .isEqualTo(201);
        assertThat(world.ask(secret, "DELETE", "buckets/{bucket}/members/{user}", "{}")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void meNeedsThePermissionOnOneself() {
        var world = new World();

        assertThat(world.ask(world.token(List.of("read:orgs/{org}/buckets")), "GET", "me", "{}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(world.ask(world.token(List.of("read:users/{root}")), "GET", "me", "{}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static void expectExactly(String method, String path, String needs, String body, int refusal) {
        List<String> exact = List.of(needs.split(" ", -1));
        var refusing = new World();
        for (List<String> near : nearly(exact)) {
            Response refused = refusing.ask(refusing.token(near), method, path, body);
            assertThat(refused.statusCode())
                    .as("%s %s with %s: %s", method, path, near, refused.asString())
                    .isEqualTo(near.equals(reading(exact)) ? 401 : refusal);
        }
        for (List<String> enough :
                List.of(exact, exact.stream().map(NeedsTest::everywhere).toList())) {
            var world = new World();
            Response allowed = world.ask(world.token(enough), method, path, body);
            assertThat(allowed.statusCode())
                    .as("%s %s with %s: %s", method, path, enough, allowed.asString())
                    .isBetween(200, 204);
        }
    }

    /** For each of the permissions: all the others with something that is nearly it. */
    private static List<List<String>> nearly(List<String> exact) {
        var lists = new ArrayList<List<String>>();
        for (String one : exact) {
            for (String near : nearly(one)) {
                var list = new ArrayList<>(exact);
                list.set(list.indexOf(one), near);
                lists.add(list);
            }
        }
        return lists;
    }

    private static List<String> nearly(String permission) {
        String action = permission.substring(0, permission.indexOf(':'));
        String resource = permission.substring(permission.indexOf(':') + 1);
        String otherAction = (action.equals("read") ? "write:" : "read:") + resource;
        String otherType = action + ":orgs/{org}/dashboards";
        if (!resource.contains("/")) {
            return List.of(otherAction, otherType, permission + "/" + OTHER, action + ":orgs/{org}/" + resource);
        }
        String otherResource = permission.replaceFirst("[^/]*$", OTHER);
        if (resource.matches("(orgs|users)/\\{\\w+}")) {
            String inOrganization = action + ":orgs/{org}/" + resource.substring(0, resource.indexOf('/'));
            return List.of(otherAction, otherType, otherResource, inOrganization);
        }
        return resource.matches("orgs/\\{org}/\\w+")
                ? List.of(otherAction, otherType, permission + "/" + OTHER)
                : List.of(otherAction, otherType, otherResource);
    }

    /** What makes it visible. */
    private static List<String> reading(List<String> permissions) {
        return permissions.stream()
                .map(permission -> permission.replaceFirst("^write:", "read:"))
                .toList();
    }

    /** The same on all of the type. */
    private static String everywhere(String permission) {
        String action = permission.substring(0, permission.indexOf(':'));
        String resource = permission.substring(permission.indexOf(':') + 1);
        return action + ":" + resource.replaceFirst("^orgs/\\{org}/", "").replaceFirst("/.*", "");
    }

    /** An organization with a bucket, a user, and a token of that user. */
    private static final class World {
        private final Map<String, String> ids;

        World() {
            String organization = Instance.organization("needs");
            String user = Instance.user("somebody");
            ids = Map.of(
                    "{org}",
                    organization,
                    "{user}",
                    user,
                    "{bucket}",
                    Instance.bucket(organization, "metrics"),
                    "{system}",
                    as(Instance.operator())
                            .get("/api/v2/buckets?name=_tasks&orgID=" + organization)
                            .path("buckets[0].id"),
                    "{token}",
                    Instance.token(Map.of("orgID", organization, "userID", user, "perms", "read:tasks"))
                            .path("id"),
                    "{root}",
                    as(Instance.operator()).get("/api/v2/me").path("id"),
                    "{unique}",
                    JavaClient.unique("new"));
        }

        String fill(String text) {
            String filled = text;
            for (var entry : ids.entrySet()) {
                filled = filled.replace(entry.getKey(), entry.getValue());
            }
            return filled;
        }

        /** The secret of a new token with permissions as InfluxDB prints them. */
        String token(List<String> permissions) {
            return Instance.token(Map.of(
                            "orgID",
                            fill("{org}"),
                            "permissions",
                            permissions.stream().map(this::permission).toList()))
                    .path("token");
        }

        Response ask(String secret, String method, String path, String body) {
            return as(secret).body(fill(body)).request(method, fill("/api/v2/" + path));
        }

        private Map<String, ?> permission(String text) {
            String[] parts = fill(text).split("[:/]", -1);
            boolean inOrganization = parts.length > 3;
            var resource = new HashMap<String, String>();
            resource.put("type", parts[inOrganization ? 3 : 1]);
            if (inOrganization) {
                resource.put("orgID", parts[2]);
            }
            int id = inOrganization ? 4 : 2;
            if (parts.length > id) {
                resource.put("id", parts[id]);
            }
            return Map.of("action", parts[0], "resource", resource);
        }
    }
}
