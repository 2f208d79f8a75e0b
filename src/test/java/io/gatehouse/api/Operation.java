package io.gatehouse.api;

import static io.gatehouse.api.Instance.as;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An operation that takes a JSON body.
 *
 * @param body a valid one that has every field
 * @param bodyOptional whether it can be left out
 */
record Operation(String method, String path, String credential, String body, boolean bodyOptional) {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final String PASSWORD = "the right password";

    /** All of them, on an organization, a bucket, a user and a token of their own. */
    static List<Operation> all() {
        String organization = Instance.organization("operations");
        List<Operation> all = new ArrayList<>();
        addOrganizations(all, organization);
        addBuckets(all, organization, Instance.bucket(organization, "b"));
        addUsers(all, organization, Instance.user("u"));
        addTokens(all, organization);
        addQuestions(all, organization);
        addMeta(all, organization);
        addSeries(all, organization);
        return all;
    }

    /** The most bytes that its body may have. */
    int limit() {
        return (path.startsWith("/v1/series/") ? 10 : 1) * 1024 * 1024;
    }

    /** The Meta API's clients send JSON as whatever they like. */
    boolean mindsContentType() {
        return path.startsWith("/api/v2/") || path.startsWith("/access/");
    }

    RawRequest request() {
        return RawRequest.of(method, path).as(credential);
    }

    ObjectNode json() {
        try {
            return (ObjectNode) JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body, e);
        }
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    private static void addOrganizations(List<Operation> all, String organization) {
        String body = "{'name': 'o', 'description': 'd', 'status': 'active'}";
        all.add(ofOperator("POST", "/api/v2/orgs", body));
        all.add(ofOperator("PATCH", "/api/v2/orgs/" + organization, body));
        all.add(ofOperator("POST", "/api/v2/setup", """
                {'username': 'u', 'password': 'long enough', 'org': 'o', 'bucket': 'b', 'token': 't',
                 'retentionPeriodSeconds': 1, 'retentionPeriodHrs': 1}"""));
    }

    private static void addBuckets(List<Operation> all, String organization, String bucket) {
        String body = "{'orgID': '" + organization + """
                ', 'name': 'n', 'description': 'd', 'rp': 'r', 'schemaType': 'implicit',
                 'retentionRules': [{'type': 'expire', 'everySeconds': 1, 'shardGroupDurationSeconds': 1}]}""";
        all.add(ofOperator("POST", "/api/v2/buckets", body));
        all.add(ofOperator("PATCH", "/api/v2/buckets/" + bucket, body));
        all.add(ofOperator("POST", "/api/v2/buckets/" + bucket + "/members", "{'id': '" + bucket + "'}"));
    }

    private static void addUsers(List<Operation> all, String organization, String user) {
        String body = "{'name': 'n', 'status': 'active'}";
        all.add(ofOperator("POST", "/api/v2/users", body));
        all.add(ofOperator("PATCH", "/api/v2/users/" + user, body));
        all.add(ofOperator("POST", "/api/v2/orgs/" + organization + "/owners", "{'id': '" + user + "'}"));

        String password = "{'password': '" + PASSWORD + "'}";
        all.add(ofOperator("POST", "/api/v2/users/" + user + "/password", password));
        String own = Instance.user("own");
        as(Instance.operator())
                .body(Map.of("password", PASSWORD))
                .post("/api/v2/users/" + own + "/password")
                .then()
                .statusCode(204);
        String name =
                as(Instance.operator()).get("/api/v2/users/" + own).jsonPath().getString("name");
        String basic =
                "Basic " + Base64.getEncoder().encodeToString((name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        all.add(of("PUT", "/api/v2/users/" + own + "/password", basic, password, false));
        all.add(of("PUT", "/api/v2/me/password", basic, password, false));
    }

    private static void addTokens(List<Operation> all, String organization) {
        String self = as(Instance.operator()).get("/api/v2/me").jsonPath().getString("id");
        String token = Instance.token(organization, Instance.all("read", "buckets", organization))
                .path("id");
        String common = "'orgID': '" + organization + "', 'userID': '" + self
                + "', 'status': 'active', 'description': 'd', 'expiresAt': '2100-01-01T00:00:00Z'";
        String permission = "{'action': 'read', 'resource': {'type': 'buckets', 'orgID': '" + organization
                + "', 'id': '" + organization + "', 'name': 'n', 'org': 'o'}}";
        all.add(ofOperator("POST", "/api/v2/authorizations", "{" + common + ", 'permissions': [" + permission + "]}"));
        all.add(ofOperator("POST", "/api/v2/authorizations", "{" + common + ", 'perms': 'read:bucket:n'}"));
        all.add(ofOperator("PATCH", "/api/v2/authorizations/" + token, "{" + common + "}"));
        all.add(of(
                "POST",
                "/api/v2/authorizations/" + token + "/rotate",
                "Token " + Instance.operator(),
                "{'grace': '1h'}",
                true));
    }

    private static void addQuestions(List<Operation> all, String organization) {
        String question = """
                'subject': {'type': 'token', 'id': 't', 'properties': {'role': 'r', 'roles': ['r']}},
                'action': {'name': 'read', 'properties': {}},
                'resource': {'type': 'bucket', 'id': 'b', 'properties': {'measurement': 'm', 'tags': {'k': 'v'}}},
                'context': {'explain': true}""";
        all.add(ofOperator("POST", "/access/v1/evaluation?orgID=" + organization, "{" + question + "}"));
        all.add(ofOperator(
                "POST",
                "/access/v1/evaluations?orgID=" + organization,
                "{'options': {'evaluations_semantic': 'execute_all'}, " + question + "}"));
    }

    private static void addMeta(List<Operation> all, String organization) {
        String of = "?orgID=" + organization;
        all.add(ofOperator("POST", "/user" + of, """
                {'action': 'create', 'user': {'name': 'n', 'password': 'long enough',
                 'permissions': {'db': ['ReadData']}, 'attributes': {'k': 'v'}}}"""));
        all.add(ofOperator("POST", "/role" + of, """
                {'action': 'create', 'role': {'name': 'n', 'permissions': {'db': ['ReadData']}, 'users': []}}"""));
        String rule = """
                {'database': {'match': 'exact', 'value': 'db'}, 'measurement': {'match': 'prefix', 'value': 'm'},
                 'tags': [{'match': 'exact', 'key': 'k', 'value': 'v'}], 'permissions': ['read']""";
        all.add(ofOperator("POST", "/influxdb/v2/acl/restrictions" + of, rule + "}"));
        all.add(ofOperator("POST", "/influxdb/v2/acl/grants" + of, rule + ", 'roles': [{'name': 'r'}]}"));
    }

    private static void addSeries(List<Operation> all, String organization) {
        String of = "?orgID=" + organization + "&bucket=b";
        all.add(ofOperator("POST", "/v1/series/filter" + of, """
                {'series': [{'measurement': 'm', 'tags': {'k': 'v'}}], 'context': {'k': 'v'},
                 'subject_type': 'user', 'subject_id': 'root'}"""));
        all.add(ofOperator("POST", "/v1/series/predicate" + of, """
                {'action': 'read', 'measurement': 'm', 'context': {'k': 'v'},
                 'subject_type': 'user', 'subject_id': 'root'}"""));
    }

    private static Operation ofOperator(String method, String path, String body) {
        return of(method, path, "Token " + Instance.operator(), body, false);
    }

    private static Operation of(String method, String path, String credential, String body, boolean bodyOptional) {
        return new Operation(method, path, credential, body.replace('\'', '"'), bodyOptional);
    }
}
