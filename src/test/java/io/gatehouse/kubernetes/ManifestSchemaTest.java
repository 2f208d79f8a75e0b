package io.gatehouse.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cluster takes what is in {@code k8s/}: every object has the form that its API's published schema demands. */
class ManifestSchemaTest {
    private static final KubernetesSchemas SCHEMAS = new KubernetesSchemas();

    @ParameterizedTest
    @EnumSource
    void everyObjectFitsItsSchema(Manifests source) {
        assertThat(source.objects())
                .isNotEmpty()
                .allSatisfy(object ->
                        assertThat(SCHEMAS.errors(object)).as("%s", object).isEmpty());
    }

    @Test
    void whatNoSchemaHasIsAnError() {
        assertThat(SCHEMAS.errors(object("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: wrong}
            spec:
              selector: {matchLabels: {app: wrong}}
              template:
                spec:
                  containers:
                    - name: wrong
                      redinessProbe: {}
                      ports: [{containerPort: "http"}]
            """)))
                .anyMatch(error -> error.contains("redinessProbe"))
                .anyMatch(error -> error.contains("containerPort"));
        assertThat(SCHEMAS.errors(object("{apiVersion: serving.knative.dev/v1, kind: Service, spec: {wrong: 1}}")))
                .anyMatch(error -> error.contains("wrong"));
        assertThat(SCHEMAS.errors(object("{apiVersion: apps/v2, kind: Deployment}")))
                .isNotEmpty();
    }

    private static Manifest object(String yaml) {
        return Manifests.objects(yaml).get(0);
    }
}
