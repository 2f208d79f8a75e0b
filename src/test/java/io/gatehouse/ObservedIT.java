package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an instance shows of itself: metrics, health, traces and logs, and in none of them a secret. */
class ObservedIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PASSWORD = "hunter2-is-long-enough";
    private static final String ORGANIZATION = "Observed-Organization";

    private static final TraceReceiver TRACES = new TraceReceiver();
    private static RunningGatehouse instance;
    private static String operator = "";
    private static String organization = "";
    private static String token = "";
    private static String tokenId = "";

    @BeforeAll
    static void start() {
        instance = RunningGatehouse.with(
                io.gatehouse.platform.TestDatabase.create(),
                Map.of(
                        "QUARKUS_OTEL_SDK_DISABLED", "false",
                        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", TRACES.uri(),
                        "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                        "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "PT0.2S",
                        "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true"));
        operator = Conversation.with(instance)
                .post(
                        "/api/v2/setup",
                        "{'username': 'root', 'password': '" + PASSWORD + "', 'org': 'home', 'bucket': 'b'}")
                .expect(201)
                .text("auth.token");
        organization = operator()
                .post("/api/v2/orgs", "{'name': '" + ORGANIZATION + "'}")
                .expect(201)
                .text("id");
        var made = operator()
                .post("/api/v2/authorizations", "{'orgID': '" + organization + "', 'perms': 'read:buckets'}")
                .expect(201);
        token = made.text("token");
        tokenId = made.text("id");
        ask();
    }

    @AfterAll
    static void stop() {
        instance.close();
        TRACES.close();
    }

    private static void ask() {
        var bearer = Conversation.with(instance).withToken(token);
        bearer.get("/authorize?permission=read:buckets").expect(200);
        bearer.get("/authorize?permission=read:buckets").expect(200);
        bearer.get("/authorize?permission=write:buckets").expect(403);
        bearer.post(
                        "/access/v1/evaluation",
                        "{'subject': {'type': 'token', 'id': '" + token + "'}, 'action': {'name': 'read'},"
                                + " 'resource': {'type': 'bucket', 'id': 'none'}}")
                .expect(200);
        Conversation.with(instance).withToken("gth_" + "x".repeat(46)).get("/api/v2/orgs/" + organization);
        Conversation.with(instance).get("/api/v2/authorizations/" + tokenId);
        Conversation.with(instance).get("/api/v2/orgs?u=root&p=" + PASSWORD);
        Conversation.with(instance).get("/nowhere/" + token + "?q=" + token);
        operator().get("/api/v2/orgs/" + organization + "/members").expect(200);
        operator().post("/api/v2/users", "{'name': {'password': '" + PASSWORD + "'}}");
        operator().get("/api/v2/authorizations/" + token);
    }

    @Test
    void decisionsCountByDoorAndOutcome() {
        assertThat(metrics())
                .contains("gatehouse_decisions_total{door=\"authorize\",outcome=\"allow\"} 2.0")
                .contains("gatehouse_decisions_total{door=\"authorize\",outcome=\"deny\"} 1.0")
                .contains("gatehouse_decisions_total{door=\"authorize\",outcome=\"error\"} 0.0")
                .contains("gatehouse_decisions_total{door=\"authzen\",outcome=\"")
                .contains("gatehouse_decisions_total{door=\"series\",outcome=\"allow\"} 0.0")
                .contains("gatehouse_decision_seconds_count{door=\"authorize\"} 3")
                .contains("gatehouse_decision_seconds_bucket{door=\"authorize\",le=\"0.001\"}");
    }

    @Test
    void snapshotsAndTokensAreMeasured() {
        assertThat(metrics())
                .containsPattern("gatehouse_snapshots [1-9]")
                .contains("gatehouse_snapshot_rules 0.0")
                .contains("gatehouse_snapshot_age_seconds ")
                .containsPattern("gatehouse_token_cache_requests_total\\{result=\"hit\"} [1-9]")
                .containsPattern("gatehouse_token_cache_requests_total\\{result=\"miss\"} [1-9]")
                .contains("gatehouse_token_cache_requests_total{result=\"negative\"}")
                .containsPattern("gatehouse_policy_reloads_total\\{cause=\"first_use\"} [1-9]")
                .contains("gatehouse_policy_reloads_total{cause=\"notify\"}")
                .contains("gatehouse_policy_reloads_total{cause=\"poll\"}")
                .contains("gatehouse_policy_reloads_total{cause=\"reconnect\"}")
                .contains("gatehouse_notify_lag_seconds_bucket")
                .contains("sql_pool_active");
    }

    @Test
    void noNameOrIdIsALabel() {
        assertThat(metrics()).doesNotContain(names()).contains("http_server_requests_seconds");
    }

    @Test
    void labelsDoNotGrowWithWhatIsAskedFor() {
        Conversation.with(instance).get("/api/v2/orgs/00000000000000a0");
        Conversation.with(instance).get("/unknown/first");
        operator().get("/unknown/first");
        operator().send("PUT", "/api/v2/orgs/00000000000000b0", null);
        long before = metrics().lines().count();
        for (int i = 1; i < 10; i++) {
            Conversation.with(instance).get("/api/v2/orgs/00000000000000a" + i);
            Conversation.with(instance).get("/unknown/" + i);
            operator().get("/unknown/" + i);
            operator().send("PUT", "/api/v2/orgs/00000000000000b" + i, null);
            operator().send("INVENTED" + i, "/api/v2/orgs", null);
        }

        assertThat(metrics().lines().count()).isEqualTo(before);
    }

    @Test
    void spansArriveWithoutAnySecret() {
        Awaitility.await().atMost(SOON).until(() -> TRACES.received().contains("/api/v2/authorizations/redacted"));

        assertThat(TRACES.received())
                .contains("url.path")
                .contains("/authorize")
                .doesNotContain(token, operator, PASSWORD)
                .doesNotContain(
                        Base64.getEncoder().encodeToString(("root:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void spansShowNothingThatTheDatabaseSays() {
        String name = "Named-Twice";
        operator().post("/api/v2/orgs", "{'name': '" + name + "'}").expect(201);
        operator().post("/api/v2/orgs", "{'name': '" + name + "'}").expect(422);
        operator().get("/api/v2/orgs/00000000000000aa").expect(404);
        Awaitility.await().atMost(SOON).until(() -> TRACES.received().contains("/api/v2/orgs/00000000000000aa"));

        assertThat(TRACES.received()).doesNotContain(name, "PgException", "duplicate key", "db.statement");
    }

    @Test
    void logsAreJsonWithoutAnySecret() {
        assertThat(instance.log().lines().filter(line -> !line.isBlank()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(new ObjectMapper().readTree(line).get("message"))
                        .isNotNull());
        assertThat(instance.log()).doesNotContain(token, operator, PASSWORD);
    }

    @Test
    void probesAnswerOnTheManagementPort() {
        for (String probe : List.of("live", "ready", "started")) {
            assertThat(management("/q/health/" + probe).statusCode()).as(probe).isEqualTo(200);
        }
    }

    private static String[] names() {
        return Stream.of(ORGANIZATION, organization, token, tokenId, operator, "root\"")
                .toArray(String[]::new);
    }

    private static String metrics() {
        String text = management("/q/metrics").body();
        return text.replace(",}", "}");
    }

    /** By HTTP/1.1: upgrading to HTTP/2, the JDK's client may lose a part of a long body. */
    private static HttpResponse<String> management(String path) {
        try {
            URI uri = instance.managementUri().resolve(path);
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .header("Accept", "text/plain")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Conversation operator() {
        return Conversation.with(instance).withToken(operator);
    }
}
