package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.OwnedTables;
import io.gatehouse.platform.TestDatabase;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole life at the most talkative log levels, after which no secret may stand anywhere but where it was given. */
class SecretsIT {
    private static final String PASSWORD = "the-first-pass-word-4711";
    private static final String NEW_PASSWORD = "the-second-pass-word-4712";
    private static final String WRONG_PASSWORD = "a-wrong-pass-word-4713";
    private static final String CHOSEN = "a-token-that-somebody-chose-at-setup-4714";

    /** A generated token, but for its checksum. */
    private static final String MISTYPED = "gth_0123456789abcdefghijABCDEFGHIJ0123456789zzzzzz";

    private final Map<String, String> secrets = new LinkedHashMap<>();

    @ParameterizedTest(name = "setup with a token of one''s own: {0}")
    @ValueSource(booleans = {true, false})
    void noSecretIsInALogAnAnswerOrTheDatabase(boolean chosen) throws Exception {
        Map<String, String> configuration = TestDatabase.create();
        OwnedTables tables = OwnedTables.of(configuration);
        List<String> answers;
        String log;
        try (RunningGatehouse gatehouse = RunningGatehouse.with(talkative(configuration))) {
            Conversation anybody = Conversation.with(gatehouse);
            live(anybody, chosen ? CHOSEN : "");
            fail(anybody);
            answers = anybody.answers();
            gatehouse.stop();
            log = gatehouse.log();
        }
        rememberConfigured(configuration);
        List<String> rows = tables.rows();
        Map<String, String> hashes = hashes(tables);

        assertThat(log).contains("DEBUG").contains("/api/v2/setup");
        assertThat(lines(log, secrets)).as("in the log").isEmpty();
        assertThat(lines(log, hashes)).as("in the log").isEmpty();
        assertThat(rows.stream().flatMap(row -> lines(row, secrets).stream()))
                .as("in the database")
                .isEmpty();
        assertThat(answers.stream().flatMap(answer -> lines(answer, hashes).stream()))
                .as("in an answer")
                .isEmpty();
        secrets.forEach((what, secret) -> assertThat(answers.stream().filter(answer -> answer.contains(secret)))
                .as(what + " in answers")
                .hasSize(what.startsWith("given ") ? 1 : 0));
    }

    private void live(Conversation anybody, String token) {
        secrets.put("password", PASSWORD);
        secrets.put("new password", NEW_PASSWORD);
        String own = token.isEmpty() ? "" : ", 'token': '" + token + "'";
        var setup = anybody.post(
                        "/api/v2/setup",
                        "{'username': 'root', 'password': '" + PASSWORD + "', 'org': 'home', 'bucket': 'b'" + own + "}")
                .expect(201);
        String operator = give("operator token", setup.text("auth.token"));
        String org = setup.text("org.id");
        Conversation admin = anybody.withToken(operator);

        String cookie = signIn(anybody, "root", PASSWORD);
        anybody.withCookie(cookie).get("/api/v2/me").expect(200);
        String user = admin.post("/api/v2/users", "{'name': 'u'}").expect(201).text("id");
        admin.post("/api/v2/users/" + user + "/password", "{'password': '" + PASSWORD + "'}")
                .expect(204);
        anybody.withPassword("u", PASSWORD)
                .send("PUT", "/api/v2/me/password", "{'password': '" + NEW_PASSWORD + "'}")
                .expect(204);
        anybody.withPassword("u", NEW_PASSWORD)
                .send("PUT", "/api/v2/users/" + user + "/password", "{'password': '" + NEW_PASSWORD + "'}")
                .expect(204);
        anybody.withCookie(signIn(anybody, "u", NEW_PASSWORD))
                .send("POST", "/api/v2/signout", null)
                .expect(204);

        String body = "{'orgID': '" + org + "', 'perms': 'read:buckets,write:bucket:b', 'description': 'd'}";
        var created = admin.post("/api/v2/authorizations", body).expect(201);
        String secret = give("token", created.text("token"));
        String id = created.text("id");
        admin.get("/api/v2/authorizations").expect(200);
        admin.get("/api/v2/authorizations/" + id).expect(200);
        admin.patch("/api/v2/authorizations/" + id, "{'description': 'e'}").expect(200);
        ask(anybody, admin, secret, org);
        var rotated = admin.post("/api/v2/authorizations/" + id + "/rotate", "{'grace': '1h'}")
                .expect(200);
        ask(anybody, admin, give("rotated token", rotated.text("token")), org);
        ask(anybody, admin, secret, org);
        admin.get("/v1/audit?org=home").expect(200);
        admin.get("/v1/audit?instance=true").expect(200);
    }

    private static void ask(Conversation anybody, Conversation admin, String secret, String org) {
        anybody.withToken(secret).get("/authorize?permission=read:bucket:b").expect(200);
        anybody.withPassword("any", secret)
                .get("/authorize?permission=write:bucket:b")
                .expect(200);
        String question = "'subject': {'type': 'token', 'id': '" + secret + "'}, 'action': {'name': 'read'},"
                + " 'resource': {'type': 'bucket', 'id': 'b'}, 'context': {'explain': true}";
        admin.post("/access/v1/evaluation?orgID=" + org, "{" + question + "}").expect(200);
        anybody.withToken(secret)
                .post("/access/v1/evaluations", "{" + question + ", 'evaluations': [{}, {}]}")
                .expect(200);
    }

    /** What goes wrong is logged more readily than what goes right. */
    private void fail(Conversation anybody) {
        secrets.put("wrong password", WRONG_PASSWORD);
        secrets.put("mistyped token", MISTYPED);
        String operator = String.valueOf(secrets.get("given operator token"));
        anybody.withPassword("root", WRONG_PASSWORD)
                .send("POST", "/api/v2/signin", null)
                .expect(401);
        anybody.withPassword("nobody", WRONG_PASSWORD).get("/v1/audit").expect(401);
        anybody.withPassword("root", PASSWORD).get("/v1/audit?since=yesterday").expect(400);
        anybody.withToken(MISTYPED).get("/api/v2/me").expect(401);
        anybody.withToken(MISTYPED).get("/authorize?permission=read:buckets").expect(401);
        anybody.withCookie(MISTYPED).get("/api/v2/me").expect(401);
        anybody.withPassword("root", WRONG_PASSWORD)
                .send("PUT", "/api/v2/me/password", "{'password': '" + NEW_PASSWORD + "'}")
                .expect(403);
        Conversation admin = anybody.withToken(operator);
        admin.get("/api/v2/nothing").expect(404);
        admin.send("PUT", "/api/v2/orgs", "{}").expect(405);
        for (String body : List.of(
                "{'password': '" + NEW_PASSWORD,
                "{'password': ['" + NEW_PASSWORD + "']}",
                "{'password': {'is': '" + NEW_PASSWORD + "'}}",
                "['" + NEW_PASSWORD + "']",
                "'" + NEW_PASSWORD + "'",
                "{'password': '" + NEW_PASSWORD + "', 'password': '" + NEW_PASSWORD + "'}",
                "{'password': '" + NEW_PASSWORD + "'} " + NEW_PASSWORD,
                "{'password': " + NEW_PASSWORD + "}",
                "{'password': '" + NEW_PASSWORD.repeat(4) + "'}")) {
            admin.post("/api/v2/users/" + admin.get("/api/v2/me").text("id") + "/password", body)
                    .expect(400);
        }
        for (String subject : List.of(
                "['" + MISTYPED + "']",
                "{'type': 'token', 'id': ['" + MISTYPED + "']}",
                "'" + MISTYPED + "'",
                MISTYPED)) {
            admin.post("/access/v1/evaluation", "{'subject': " + subject + "}").expect(400);
        }
        admin.post("/api/v2/setup", "{'username': 'u', 'org': 'o', 'bucket': 'b', 'token': '" + MISTYPED + "'}")
                .expect(400);
        admin.post(
                        "/api/v2/setup",
                        "{'username': 'u', 'org': 'o', 'bucket': 'b', 'password': '" + NEW_PASSWORD
                                + "', 'token': 't'}")
                .expect(422);
    }

    private String signIn(Conversation anybody, String name, String password) {
        String headers = anybody.withPassword(name, password)
                .send("POST", "/api/v2/signin", null)
                .expect(204)
                .headers();
        String start = "influxdb-oss-session=";
        String cookie =
                headers.substring(headers.indexOf(start) + start.length()).replaceFirst("(?s);.*", "");
        return give("session of " + name, cookie);
    }

    private String give(String what, String secret) {
        assertThat(secret).as(what).hasSizeGreaterThan(20);
        secrets.put("given " + what, secret);
        return secret;
    }

    private void rememberConfigured(Map<String, String> configuration) {
        configuration.forEach((key, value) -> {
            if (key.endsWith("password")) {
                secrets.put(key, value);
            }
        });
        String pepper = String.valueOf(configuration.get("gatehouse.token.peppers"));
        secrets.put("pepper", pepper.substring(pepper.indexOf(':') + 1));
    }

    /** Every hash that is stored, in each way in which it could be printed. */
    private static Map<String, String> hashes(OwnedTables tables) throws Exception {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (String hash : tables.list("select hash from passwords")) {
            hashes.put("password hash " + hashes.size(), hash.substring(hash.lastIndexOf('$') + 1));
        }
        for (String table : List.of("token_secrets", "sessions")) {
            for (String hex : tables.list("select encode(hash, 'hex') from " + table)) {
                byte[] hash = HexFormat.of().parseHex(hex);
                hashes.put(table + " hash " + hashes.size(), hex);
                hashes.put(table + " hash " + hashes.size(), hex.toUpperCase(Locale.ROOT));
                hashes.put(table + " hash " + hashes.size(), Base64.getEncoder().encodeToString(hash));
                hashes.put(
                        table + " hash " + hashes.size(), Base64.getUrlEncoder().encodeToString(hash));
                hashes.put(
                        table + " hash " + hashes.size(), hash[0] + ", " + hash[1] + ", " + hash[2] + ", " + hash[3]);
            }
        }
        assertThat(hashes).isNotEmpty();
        return hashes;
    }

    /** The lines in which one of them stands, also within Base64 of a Basic credential. */
    private static List<String> lines(String text, Map<String, String> secrets) {
        List<String> found = new ArrayList<>();
        secrets.forEach((what, secret) -> {
            List<String> forms = new ArrayList<>(List.of(secret));
            for (String name : List.of("root", "u", "any", "nobody")) {
                forms.add(Base64.getEncoder()
                        .encodeToString((name + ":" + secret).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            }
            text.lines()
                    .filter(line -> forms.stream().anyMatch(line::contains))
                    .map(line -> what + ": " + line)
                    .forEach(found::add);
        });
        return found;
    }

    private static Map<String, String> talkative(Map<String, String> configuration) {
        Map<String, String> talkative = new LinkedHashMap<>(configuration);
        talkative.put("quarkus.log.level", "TRACE");
        talkative.put("quarkus.log.console.level", "TRACE");
        talkative.put("quarkus.http.access-log.enabled", "true");
        Stream.of("io.gatehouse", "io.quarkus.vertx.http", "org.hibernate", "io.vertx", "io.netty", "io.quarkus")
                .forEach(category -> talkative.put("quarkus.log.category.\"" + category + "\".level", "TRACE"));
        return talkative;
    }
}
