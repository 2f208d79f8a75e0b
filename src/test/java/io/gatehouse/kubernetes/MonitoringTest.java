package io.gatehouse.kubernetes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.api.Instance;
import io.micrometer.core.instrument.binder.http.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts ask for what the application serves, label by label. */
@QuarkusTest
class MonitoringTest {
    private static final Path MONITORING = Manifests.FOLDER.resolve("monitoring");

    private static final Pattern RANGE = Pattern.compile("\\[(.*?)]");

    /** What Prometheus adds when it scrapes a pod. */
    private static final Set<String> ADDED = Set.of("namespace", "pod");

    /** Of a request; no test brings every one about. */
    private static final List<String> OUTCOMES = Stream.of(Outcome.values())
            .map(outcome -> "outcome=\"" + outcome.name() + "\"")
            .toList();

    private final URI metrics = URI.create("http://localhost:"
            + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class) + "/q/metrics");

    @Test
    void everyMetricThatIsAskedForIsServed() {
        ask();
        List<Promql> expressions =
                Stream.concat(alerts(), dashboard()).map(Promql::parse).toList();
        assertThat(expressions).hasSizeGreaterThan(20);
        await().untilAsserted(() -> {
            String scraped = given().get(metrics).asString();
            for (Promql expression : expressions) {
                assertThat(expression.selectors()).isNotEmpty().allSatisfy(selector -> isServed(scraped, selector));
                Set<String> labels = new HashSet<>(expression.groupedBy());
                labels.removeAll(ADDED);
                assertThat(expression.selectors())
                        .allMatch(selector -> lines(scraped, selector).allMatch(line -> hasLabels(line, labels)));
            }
        });
    }

    @Test
    void anExpressionIsTakenApart() {
        Promql parsed = Promql.parse(
                "histogram_quantile(0.99, sum by (pod, le) (rate(a_bucket{x=\"1\", y=~\"$z\"}[5m]))) / b > 0.5");
        assertThat(parsed.groupedBy()).containsExactlyInAnyOrder("pod", "le");
        assertThat(parsed.selectors())
                .containsExactly(
                        new Promql.Selector("a_bucket", Set.of("x", "y"), Set.of("x=\"1\"")),
                        new Promql.Selector("b", Set.of(), Set.of()));
    }

    @Test
    void theDashboardIsWholeForGrafana() {
        JsonNode dashboard = readDashboard();
        assertThat(dashboard.path("uid").asText()).isEqualTo("gatehouse");
        assertThat(dashboard.path("panels").findValuesAsText("id")).doesNotHaveDuplicates();
        assertThat(Manifest.each(dashboard.path("panels")))
                .filteredOn(panel -> !panel.path("type").asText().equals("row"))
                .allSatisfy(panel -> {
                    assertThat(panel.path("description").asText()).isNotEmpty();
                    assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                });
    }

    @Test
    void everyAlertSaysWhatItMeans() {
        assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
            assertThat(rule.at("/annotations/description").asText()).isNotEmpty();
        });
    }

    @Test
    void aStalePolicyIsToldBeforeNothingIsDecidedAnyMore() {
        JsonNode group = groups().filter(one -> rules(one).anyMatch(MonitoringTest::isOfStaleness))
                .findFirst()
                .orElseThrow();
        JsonNode rule =
                rules(group).filter(MonitoringTest::isOfStaleness).findFirst().orElseThrow();
        Duration scraped = duration(Manifests.objects(Manifests.read(MONITORING.resolve("podmonitor.yaml")))
                .get(0)
                .json()
                .at("/spec/podMetricsEndpoints/0/interval")
                .asText());
        Duration evaluated = duration(group.path("interval").asText());
        String expression = rule.path("expr").asText();
        Duration threshold = Duration.ofSeconds(
                Long.parseLong(expression.substring(expression.indexOf('>') + 1).strip()));
        Duration waits = duration(rule.path("for").asText("0s"));
        assertThat(threshold)
                .isGreaterThan(setting("gatehouse.snapshot.poll-interval").multipliedBy(2));
        assertThat(threshold.plus(waits).plus(scraped).plus(evaluated))
                .isLessThan(setting("gatehouse.snapshot.max-staleness"));
    }

    @Test
    void anAlertIsAboutWhatStillGoesOn() {
        assertThat(rules().filter(rule -> rule.has("for")))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(RANGE.matcher(rule.path("expr").asText())
                                .results()
                                .map(range -> duration(range.group(1))))
                        .allSatisfy(range -> assertThat(range)
                                .isLessThan(duration(rule.path("for").asText()))));
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text);
    }

    private static Duration setting(String name) {
        return ConfigProvider.getConfig().getValue(name, Duration.class);
    }

    /** Some meters are made by the first request of their kind. */
    private static void ask() {
        for (int i = 0; i < 2; i++) {
            Instance.as(Instance.operator())
                    .get("/authorize?permission=read:buckets")
                    .then()
                    .statusCode(200);
        }
        given().get("/authorize?permission=read:buckets").then().statusCode(401);
    }

    private static void isServed(String scraped, Promql.Selector selector) {
        Set<String> labels = new HashSet<>(selector.labels());
        labels.removeAll(ADDED);
        assertThat(lines(scraped, selector).filter(line -> hasLabels(line, labels)))
                .as("%s with %s", selector.metric(), labels)
                .isNotEmpty();
        selector.matchers().forEach(matcher -> {
            boolean isPossible = selector.metric().startsWith("http_server_") && OUTCOMES.contains(matcher);
            assertThat(lines(scraped, selector))
                    .as("%s with %s", selector.metric(), matcher)
                    .anyMatch(line -> isPossible || line.contains(matcher));
        });
    }

    private static Stream<String> lines(String scraped, Promql.Selector selector) {
        return scraped.lines()
                .filter(line -> line.startsWith(selector.metric() + "{") || line.startsWith(selector.metric() + " "));
    }

    private static boolean hasLabels(String line, Set<String> labels) {
        return labels.stream().allMatch(label -> line.matches(".*[{,]" + label + "=\".*"));
    }

    private static Stream<String> alerts() {
        return rules().map(rule -> rule.path("expr").asText());
    }

    private static boolean isOfStaleness(JsonNode rule) {
        return rule.path("alert").asText().equals("GatehousePolicyStale");
    }

    private static Stream<JsonNode> rules() {
        return groups().flatMap(MonitoringTest::rules);
    }

    private static Stream<JsonNode> rules(JsonNode group) {
        return Manifest.each(group.path("rules"));
    }

    private static Stream<JsonNode> groups() {
        return Manifests.objects(Manifests.read(MONITORING.resolve("alerts.yaml"))).stream()
                .flatMap(object -> Manifest.each(object.json().at("/spec/groups")));
    }

    private static Stream<String> dashboard() {
        return readDashboard().findValuesAsText("expr").stream();
    }

    private static JsonNode readDashboard() {
        try {
            return new ObjectMapper().readTree(Manifests.read(MONITORING.resolve("dashboard.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
