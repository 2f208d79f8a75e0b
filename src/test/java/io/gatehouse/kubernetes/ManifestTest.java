package io.gatehouse.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every object of {@code k8s/}, in its file and as rendered: how pods run, and that no secret is there. */
class ManifestTest {
    private static final Pattern SECRET = Pattern.compile("PASSWORD|PEPPER|SECRET|CREDENTIAL|PRIVATE|TOKENS?$");
    private static final Pattern WITH_ACCOUNT = Pattern.compile("://[^/\\s]*@");
    private static final Pattern PASSWORD_IN_SQL = Pattern.compile("(?i)password\\s+'");

    @ParameterizedTest
    @EnumSource
    void everyContainerRunsAsAnOrdinaryUserAndWritesNowhereButInVolumes(Manifests source) {
        assertThat(source.objects().stream().flatMap(Manifest::containers))
                .isNotEmpty()
                .allSatisfy(container -> {
                    JsonNode security = container.path("securityContext");
                    assertThat(security.path("allowPrivilegeEscalation").asText())
                            .isEqualTo("false");
                    assertThat(security.path("readOnlyRootFilesystem").asBoolean())
                            .isTrue();
                    assertThat(security.at("/capabilities/drop")).hasToString("[\"ALL\"]");
                    assertThat(security.at("/capabilities/add").isMissingNode()).isTrue();
                    assertThat(mounts(container)).contains("/tmp");
                });
    }

    @ParameterizedTest
    @EnumSource
    void everyPodIsRestrictedAndHasNoAccountOnTheCluster(Manifests source) {
        assertThat(source.objects().stream().filter(object -> !object.pod().isMissingNode()))
                .isNotEmpty()
                .allSatisfy(object -> {
                    JsonNode pod = object.pod().path("spec");
                    JsonNode security = pod.has("securityContext")
                            ? pod.path("securityContext")
                            : pod.at("/containers/0/securityContext");
                    assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
                    assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
                    assertThat(pod.path("automountServiceAccountToken").asText())
                            .isEqualTo("false");
                    assertThat(List.of("hostNetwork", "hostPID", "hostIPC")).noneMatch(pod::has);
                });
    }

    @ParameterizedTest
    @EnumSource
    void everyContainerSaysWhatItNeedsAndIsHeldToItsMemory(Manifests source) {
        assertThat(source.objects().stream().flatMap(Manifest::containers)).allSatisfy(container -> {
            assertThat(container.at("/resources/requests")).map(String::valueOf).hasSize(2);
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyVolumeThatIsMountedIsThere(Manifests source) {
        assertThat(source.objects().stream().filter(object -> !object.pod().isMissingNode()))
                .allSatisfy(object -> {
                    Set<String> volumes = names(object.pod().at("/spec/volumes"));
                    volumes.addAll(names(object.json().at("/spec/volumeClaimTemplates"), "/metadata/name"));
                    assertThat(object.containers().flatMap(container -> names(container.path("volumeMounts")).stream()))
                            .isSubsetOf(volumes);
                });
    }

    @ParameterizedTest
    @EnumSource
    void everyProbedPortIsOneOfItsContainers(Manifests source) {
        assertThat(source.objects().stream().flatMap(Manifest::containers))
                .allSatisfy(container -> assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                                .map(probe -> container.path(probe).at("/httpGet/port"))
                                .filter(JsonNode::isTextual)
                                .map(JsonNode::asText))
                        .isSubsetOf(names(container.path("ports"))));
    }

    /** CloudNativePG deletes a PodMonitor with the name of a cluster or a pooler that does not ask it for one. */
    @ParameterizedTest
    @EnumSource
    void noPodMonitorHasANameThatIsTheOperators(Manifests source) {
        List<String> operators = source.objects().stream()
                .filter(object -> object.type().startsWith("postgresql.cnpg.io/"))
                .map(Manifest::name)
                .toList();
        assertThat(source.objects())
                .filteredOn(object -> object.kind().equals("PodMonitor"))
                .extracting(Manifest::name)
                .noneMatch(operators::contains);
    }

    @ParameterizedTest
    @EnumSource
    void noSecretIsInClear(Manifests source) {
        List<Manifest> objects = source.objects();
        assertThat(objects)
                .extracting(Manifest::toString)
                .noneMatch(name -> source != Manifests.FILES && name.startsWith("Secret "));
        assertThat(objects.stream().flatMap(Manifest::containers).flatMap(each -> Manifest.each(each.path("env"))))
                .filteredOn(variable ->
                        SECRET.matcher(variable.path("name").asText()).find())
                .isNotEmpty()
                .allMatch(variable -> variable.at("/valueFrom/secretKeyRef").isObject(), "comes from a Secret");
        assertThat(objects)
                .filteredOn(object -> object.kind().equals("ConfigMap"))
                .allSatisfy(object -> {
                    Map<String, String> data = Manifest.texts(object.json().path("data"));
                    assertThat(data.keySet())
                            .noneMatch(name -> SECRET.matcher(name).find());
                    assertThat(data.values())
                            .noneMatch(value -> PASSWORD_IN_SQL.matcher(value).find());
                });
        assertThat(objects)
                .noneMatch(
                        object -> WITH_ACCOUNT.matcher(object.json().toString()).find());
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheMigrationOwnsTheTablesAndItHashesNothing(Manifests source) {
        assertThat(source.objects().stream().filter(Manifest::isGatehouse))
                .isNotEmpty()
                .allSatisfy(object -> {
                    Set<String> secrets = object.containers()
                            .flatMap(container -> names(container.path("env"), "/valueFrom/secretKeyRef/name").stream())
                            .collect(Collectors.toSet());
                    boolean migrates = object.kind().equals("Job");
                    assertThat(secrets.contains("gatehouse-database-owner")).isEqualTo(migrates);
                    assertThat(secrets.contains("gatehouse-peppers")).isNotEqualTo(migrates);
                });
    }

    @Test
    void noSettingInAFileIsASecret() {
        assertThat(Manifests.settings())
                .isNotEmpty()
                .noneMatch(line ->
                        SECRET.matcher(line.substring(0, line.indexOf('='))).find())
                .noneMatch(line -> WITH_ACCOUNT.matcher(line).find());
    }

    @Test
    void theFormForSecretsHoldsNone() {
        assertThat(Manifests.objects(Manifests.read(Manifests.SECRETS)))
                .isNotEmpty()
                .allSatisfy(secret -> {
                    Map<String, String> values = Manifest.texts(secret.json().path("stringData"));
                    values.remove("username");
                    assertThat(values.values()).isNotEmpty().allMatch(value -> value.matches("(<[^>]+>:?)+"));
                    assertThat(secret.json().has("data")).isFalse();
                });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FILES")
    void everyImageIsAVersion(Manifests source) {
        List<String> images = source.objects().stream()
                .flatMap(Manifest::containers)
                .map(container -> container.path("image").asText())
                .toList();
        assertThat(images).isNotEmpty().allMatch(image -> image.matches(".+/.+(:\\d.*|@sha256:.*)"));
        assertThat(source.objects().stream()
                        .filter(Manifest::isGatehouse)
                        .flatMap(Manifest::containers)
                        .map(container -> container.path("image").asText())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void theImageIsNamedInOnePlace() {
        assertThat(Manifests.FILES.objects().stream()
                        .filter(Manifest::isGatehouse)
                        .flatMap(Manifest::containers)
                        .map(container -> container.path("image").asText()))
                .containsOnly("gatehouse");
    }

    private static Set<String> mounts(JsonNode container) {
        return names(container.path("volumeMounts"), "/mountPath");
    }

    private static Set<String> names(JsonNode array) {
        return names(array, "/name");
    }

    private static Set<String> names(JsonNode array, String pointer) {
        Set<String> names = new HashSet<>();
        array.forEach(each -> names.add(each.at(pointer).asText()));
        return names;
    }
}
