package io.gatehouse.api;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;

import io.gatehouse.api.meta.Meta;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an {@link AccessTable} says, set up in an organization of its own, and asked for at every door. */
final class AccessWorld {
    private final Meta meta = Meta.create("documented");
    private final String password = "password-of-" + meta.organization();
    private final Map<String, String> rules = new HashMap<>();
    private final Map<String, String> tokenIds = new HashMap<>();
    private final Map<String, String> secrets = new HashMap<>();
    private final String asker;

    AccessWorld(AccessTable table) {
        table.buckets().forEach(bucket -> Instance.bucket(meta.organization(), bucket));
        table.users()
                .forEach((user, permissions) -> meta.post(
                                "/user",
                                Map.of(
                                        "action",
                                        "create",
                                        "user",
                                        Map.of(
                                                "name",
                                                user,
                                                "password",
                                                password,
                                                "permissions",
                                                sixteenForAll(permissions),
                                                "attributes",
                                                table.attributes().getOrDefault(user, Map.of()))))
                        .then()
                        .statusCode(200));
        table.roles().forEach(this::role);
        table.tokens().forEach(this::token);
        table.restrictions().forEach(rule -> rule("restrictions", rule));
        table.grants().forEach(rule -> rule("grants", rule));
        asker = Instance.token(meta.organization(), Instance.all("read", "authorizations", meta.organization()))
                .path("token");
    }

    String organization() {
        return meta.organization();
    }

    /** The token with the right to ask about everybody. */
    String asker() {
        return asker;
    }

    /** The name of a rule. */
    String rule(String id) {
        return rules.getOrDefault(id, id);
    }

    /** The subject itself, by its own credential. */
    RequestSpecification as(AccessQuestion question) {
        RequestSpecification request = question.isOfToken()
                ? Instance.as(secret(question))
                : given().auth()
                        .preemptive()
                        .basic(question.subject(), password)
                        .contentType(ContentType.JSON);
        return request.queryParam("orgID", meta.organization());
    }

    /** The subject in AuthZEN's words. */
    Map<String, String> subject(AccessQuestion question) {
        return question.isOfToken()
                ? Map.of("type", "token", "id", secret(question))
                : Map.of("type", "user", "id", question.subject());
    }

    /** The subject in the words of an address, where no secret stands. */
    Map<String, String> addressed(AccessQuestion question) {
        return question.isOfToken()
                ? Map.of("subject_type", "token", "subject_id", requireNonNull(tokenIds.get(name(question))))
                : Map.of("subject_type", "user", "subject_id", question.subject());
    }

    private static String name(AccessQuestion question) {
        return question.subject().substring("token:".length());
    }

    private String secret(AccessQuestion question) {
        return requireNonNull(secrets.get(name(question)));
    }

    private static Map<String, List<String>> sixteenForAll(Map<String, List<String>> permissions) {
        Map<String, List<String>> written = new HashMap<>();
        permissions.forEach((database, names) ->
                written.put(database, names.equals(List.of("all sixteen")) ? Meta.sixteen() : names));
        return written;
    }

    private void role(String name, AccessTable.RoleFacts facts) {
        role("create", Map.of("name", name));
        if (!facts.permissions().isEmpty()) {
            role("add-permissions", Map.of("name", name, "permissions", sixteenForAll(facts.permissions())));
        }
        if (!facts.users().isEmpty()) {
            role("add-users", Map.of("name", name, "users", facts.users()));
        }
    }

    private void role(String action, Map<String, ?> role) {
        meta.post("/role", Map.of("action", action, "role", role)).then().statusCode(200);
    }

    private void token(String name, AccessTable.TokenFacts facts) {
        String user = Instance.as(Instance.operator())
                .queryParam("orgID", meta.organization())
                .queryParam("database", "any")
                .get("/v1/subjects/user/" + facts.user() + "/access")
                .path("subject.user.id");
        Response created = Instance.token(Map.of(
                "orgID",
                meta.organization(),
                "userID",
                user,
                "permissions",
                facts.actions().stream()
                        .map(action -> Instance.all(action, "buckets", meta.organization()))
                        .toList()));
        tokenIds.put(name, created.path("id"));
        secrets.put(name, created.path("token"));
    }

    private void rule(String kind, Map<String, Object> facts) {
        Map<String, Object> body = new LinkedHashMap<>(facts);
        Object name = body.remove("called");
        if (body.get("tokens") instanceof List<?> names) {
            body.put(
                    "tokens",
                    names.stream()
                            .map(token -> Map.of("id", requireNonNull(tokenIds.get(String.valueOf(token)))))
                            .toList());
        }
        Response created = meta.post("/influxdb/v2/acl/" + kind, body);
        created.then().statusCode(200);
        rules.put(created.path("id"), String.valueOf(name));
    }
}
