package io.gatehouse.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The objects of a rendered overlay find each other, and the numbers in them add up. */
class OverlayTest {
    /** Made by the certificate's issuer and by CloudNativePG, not by the operator of Gatehouse. */
    private static final Set<String> FOREIGN_SECRETS = Set.of("gatehouse-tls/", "gatehouse-db-ca/");

    private static final int RESERVED_CONNECTIONS = 20;
    private static final int MEBIBYTES_OF_A_CONNECTION = 4;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FILES")
    void whatAPodIsMadeFromIsThere(Manifests source) {
        List<Manifest> objects = source.objects();
        Set<String> configMaps = named(objects, "ConfigMap");
        assertThat(texts(objects, "configMapRef", "name")).isNotEmpty().isSubsetOf(configMaps);
        assertThat(texts(objects, "configMap", "name")).isSubsetOf(configMaps);
        assertThat(texts(objects, "", "serviceAccountName")).isNotEmpty().isSubsetOf(named(objects, "ServiceAccount"));
        assertThat(secretKeys(objects)).isNotEmpty().isSubsetOf(expectedSecretKeys());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FILES")
    void selectorsMeetTheirPods(Manifests source) {
        List<Manifest> objects = source.objects();
        assertThat(objects)
                .filteredOn(object -> !selector(object).isEmpty())
                .isNotEmpty()
                .allSatisfy(object -> {
                    Map<String, String> selector = selector(object);
                    assertThat(selected(objects, selector))
                            .as("%s selects %s", object, selector)
                            .isNotEmpty();
                    if (object.name().equals("gatehouse") && !object.kind().equals("NetworkPolicy")) {
                        assertThat(selected(objects, selector))
                                .as("%s and the migration", object)
                                .noneMatch(pods -> pods.kind().equals("Job"));
                    }
                });
        assertThat(objects)
                .filteredOn(object -> List.of("Deployment", "StatefulSet").contains(object.kind()))
                .allMatch(object -> object.podLabels()
                        .entrySet()
                        .containsAll(selector(object).entrySet()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FILES")
    void servicesLeadToPortsThatAreOpen(Manifests source) {
        List<Manifest> objects = source.objects();
        assertThat(objects)
                .filteredOn(object -> object.type().equals("v1 Service"))
                .allSatisfy(service -> {
                    Set<String> open = new HashSet<>();
                    selected(objects, selector(service))
                            .forEach(pods -> pods.containers()
                                    .forEach(container -> container
                                            .path("ports")
                                            .forEach(port ->
                                                    open.add(port.path("name").asText()))));
                    assertThat(Manifest.each(service.json().at("/spec/ports"))
                                    .map(port -> port.path("targetPort").asText()))
                            .isSubsetOf(open);
                });
        objects.stream()
                .filter(object -> object.kind().equals("Ingress"))
                .flatMap(ingress -> ingress.json().findValues("backend").stream())
                .forEach(backend -> assertThat(objects)
                        .filteredOn(object -> object.type().equals("v1 Service"))
                        .filteredOn(object ->
                                object.name().equals(backend.at("/service/name").asText()))
                        .singleElement()
                        .satisfies(service -> assertThat(
                                        Manifest.each(service.json().at("/spec/ports"))
                                                .map(port -> port.path("name").asText()))
                                .contains(backend.at("/service/port/name").asText())));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FILES")
    void gatehouseMayReachItsDatabase(Manifests source) {
        List<Manifest> objects = source.objects();
        JsonNode egress = objects.stream()
                .filter(object ->
                        object.kind().equals("NetworkPolicy") && object.name().equals("gatehouse"))
                .findFirst()
                .orElseThrow()
                .json()
                .at("/spec/egress/0");
        assertThat(egress.at("/ports/0/port").asInt()).isEqualTo(5432);
        Map<String, String> database = Manifest.texts(egress.at("/to/0/podSelector/matchLabels"));
        assertThat(database).isNotEmpty();
        if (source != Manifests.KNATIVE) {
            assertThat(selected(objects, database)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "PRODUCTION")
    void instancesCanBeTakenAwayOneAfterTheOther(Manifests source) {
        List<Manifest> objects = source.objects();
        Manifest autoscaler = only(objects, "HorizontalPodAutoscaler");
        JsonNode target = autoscaler.json().at("/spec/scaleTargetRef");
        Manifest deployment = only(objects, "Deployment");
        assertThat(target.path("apiVersion").asText() + " "
                        + target.path("kind").asText())
                .isEqualTo(deployment.type());
        assertThat(target.path("name").asText()).isEqualTo(deployment.name());
        assertThat(deployment.json().at("/spec/replicas").isMissingNode()).isTrue();
        assertThat(deployment
                        .json()
                        .at("/spec/strategy/rollingUpdate/maxUnavailable")
                        .asInt(-1))
                .isZero();
        assertThat(autoscaler.json().at("/spec/minReplicas").asInt())
                .isGreaterThan(only(objects, "PodDisruptionBudget")
                        .json()
                        .at("/spec/maxUnavailable")
                        .asInt());
    }

    @ParameterizedTest
    @EnumSource(names = {"DEV", "PRODUCTION"})
    void anInstanceIsGivenTheTimeThatItTakesToEnd(Manifests source) {
        JsonNode pod = only(source.objects(), "Deployment").pod().path("spec");
        long toEnd = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asLong()
                + seconds("quarkus.shutdown.timeout")
                + seconds("quarkus.shutdown.delay");
        assertThat(pod.path("terminationGracePeriodSeconds").asLong()).isGreaterThanOrEqualTo(toEnd + 5);
    }

    /** In a roll as many end as begin: a Deployment does not count those that end, but they are still connected. */
    @ParameterizedTest
    @EnumSource(names = "PRODUCTION")
    void theDatabaseHasRoomForEveryInstancesConnections(Manifests source) {
        List<Manifest> objects = source.objects();
        Map<String, String> settings = Manifest.texts(objects.stream()
                .filter(object -> object.kind().equals("ConfigMap")
                        && object.json().at("/data").has("GATEHOUSE_PRODUCTION"))
                .findFirst()
                .orElseThrow()
                .json()
                .path("data"));
        int pool = Integer.parseInt(settings.get("GATEHOUSE_DATABASE_MAX_SIZE"));
        int listening = 1;
        int jdbc = Integer.parseInt(setting("quarkus.datasource.jdbc.max-size", ""));
        int direct = Integer.parseInt(settings.get("GATEHOUSE_DATABASE_READER_MAX_SIZE")) + listening + jdbc;
        int instances = 2
                * only(objects, "HorizontalPodAutoscaler")
                        .json()
                        .at("/spec/maxReplicas")
                        .asInt();
        JsonNode pooler = only(objects, "Pooler").json().path("spec");
        int pooled = pooler.at("/pgbouncer/parameters/default_pool_size").asInt();
        JsonNode cluster = only(objects, "Cluster").json().path("spec");
        int connections = cluster.at("/postgresql/parameters/max_connections").asInt();

        assertThat(pooler.at("/pgbouncer/poolMode").asText()).isEqualTo("session");
        assertThat(pooled).isGreaterThanOrEqualTo(instances * pool);
        assertThat(pooler.at("/pgbouncer/parameters/max_client_conn").asInt()).isGreaterThanOrEqualTo(instances * pool);
        assertThat(connections)
                .isGreaterThanOrEqualTo(
                        instances * direct + pooler.path("instances").asInt() * pooled + RESERVED_CONNECTIONS);
        assertThat(mebibytes(cluster.at("/resources/limits/memory")))
                .isGreaterThanOrEqualTo(mebibytes(cluster.at("/postgresql/parameters/shared_buffers"))
                        + connections * MEBIBYTES_OF_A_CONNECTION);
    }

    @ParameterizedTest
    @EnumSource(names = "PRODUCTION")
    void thePoolersPodsAreNotOnOneNode(Manifests source) {
        List<Manifest> objects = source.objects();
        JsonNode spread = only(objects, "Pooler").json().at("/spec/template/spec/topologySpreadConstraints/0");
        assertThat(spread.path("topologyKey").asText()).isEqualTo("kubernetes.io/hostname");
        assertThat(spread.path("whenUnsatisfiable").asText()).isEqualTo("DoNotSchedule");
        assertThat(spread.path("nodeTaintsPolicy").asText()).isEqualTo("Honor");
        assertThat(selected(objects, Manifest.texts(spread.at("/labelSelector/matchLabels"))))
                .extracting(Manifest::kind)
                .containsExactly("Pooler");
    }

    /**
     * Nobody else may: CONNECT is taken from PUBLIC. The pooler has an account of its own, to ask for passwords, and so
     * has the exporter of metrics, of which only the group has one name in every version of the operator.
     */
    @ParameterizedTest
    @EnumSource(names = "PRODUCTION")
    void everyAccountMayConnectToTheDatabase(Manifests source) {
        JsonNode cluster = only(source.objects(), "Cluster").json().path("spec");
        String granted = Manifest.each(cluster.at("/bootstrap/initdb/postInitApplicationSQL"))
                .map(JsonNode::asText)
                .filter(statement -> statement.startsWith("GRANT CONNECT ON DATABASE"))
                .collect(Collectors.joining());
        Stream<String> accounts = Manifest.each(cluster.at("/managed/roles"))
                .map(role -> role.path("name").asText());
        assertThat(Stream.concat(accounts, Stream.of("cnpg_pooler_pgbouncer", "pg_monitor")))
                .hasSize(4)
                .allSatisfy(account -> assertThat(granted).containsPattern("\\b" + account + "\\b"));
    }

    /** Gatehouse is told there that TLS ends before it, and beside TLS Knative by itself goes on answering in clear. */
    @ParameterizedTest
    @EnumSource(names = "KNATIVE")
    void portInClearRedirects(Manifests source) {
        assertThat(source.objects())
                .filteredOn(object -> object.type().equals("serving.knative.dev/v1 Service"))
                .singleElement()
                .satisfies(service -> assertThat(Manifest.texts(service.json().at("/metadata/annotations")))
                        .containsEntry("networking.knative.dev/http-protocol", "redirected"));
    }

    private static Set<String> secretKeys(List<Manifest> objects) {
        Set<String> keys = new HashSet<>();
        Stream.of("secretKeyRef", "secret", "passwordSecret")
                .flatMap(field -> objects.stream().flatMap(object -> object.json().findValues(field).stream()))
                .filter(JsonNode::isObject)
                .forEach(reference -> keys.add(reference
                                .path("name")
                                .asText(reference.path("secretName").asText()) + "/"
                        + reference.path("key").asText("")));
        texts(objects, "tls", "secretName").forEach(name -> keys.add(name + "/"));
        return keys;
    }

    private static Set<String> expectedSecretKeys() {
        Set<String> keys = new HashSet<>(FOREIGN_SECRETS);
        Manifests.objects(Manifests.read(Manifests.SECRETS)).forEach(secret -> {
            keys.add(secret.name() + "/");
            secret.json().path("stringData").fieldNames().forEachRemaining(key -> keys.add(secret.name() + "/" + key));
        });
        return keys;
    }

    /** The values of a field, within the given one where it is named. */
    private static Set<String> texts(List<Manifest> objects, String within, String field) {
        Set<String> texts = new HashSet<>();
        for (Manifest object : objects) {
            List<JsonNode> places =
                    within.isEmpty() ? List.of(object.json()) : object.json().findValues(within);
            places.forEach(place -> texts.addAll(place.findValuesAsText(field)));
        }
        return texts;
    }

    private static Set<String> named(List<Manifest> objects, String kind) {
        Set<String> names = new HashSet<>();
        objects.stream().filter(object -> object.kind().equals(kind)).forEach(object -> names.add(object.name()));
        return names;
    }

    private static Manifest only(List<Manifest> objects, String kind) {
        List<Manifest> found =
                objects.stream().filter(object -> object.kind().equals(kind)).toList();
        assertThat(found).as(kind).hasSize(1);
        return found.get(0);
    }

    private static Map<String, String> selector(Manifest object) {
        JsonNode spec = object.json().path("spec");
        JsonNode selector = spec.has("podSelector") ? spec.path("podSelector") : spec.path("selector");
        return Manifest.texts(selector.has("matchLabels") ? selector.path("matchLabels") : selector);
    }

    private static List<Manifest> selected(List<Manifest> objects, Map<String, String> labels) {
        return objects.stream()
                .filter(Manifest::makesPods)
                .filter(object -> object.podLabels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    /** Of an amount as Kubernetes or PostgreSQL writes it. */
    private static int mebibytes(JsonNode amount) {
        String text = amount.asText();
        int number = Integer.parseInt(text.replaceAll("\\D", ""));
        return text.contains("G") ? 1024 * number : number;
    }

    private static long seconds(String setting) {
        String text = setting(setting, "0S");
        return Duration.parse(text.startsWith("P") ? text : "PT" + text).toSeconds();
    }

    private static String setting(String name, String otherwise) {
        Properties properties = new Properties();
        try (InputStream stream = OverlayTest.class.getResourceAsStream("/application.properties")) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(name, otherwise);
    }
}
