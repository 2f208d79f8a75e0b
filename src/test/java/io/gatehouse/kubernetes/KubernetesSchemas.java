package io.gatehouse.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The published schemas in {@code kubernetes/}, closed: a field that they do not have is an error. */
final class KubernetesSchemas {
    private static final List<String> FILES =
            List.of("kubernetes.json", "knative-serving.json", "prometheus-operator.json", "cloudnative-pg.json");

    private final Map<String, Schema> kinds = new HashMap<>();

    KubernetesSchemas() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        FILES.forEach(file -> {
            JsonNode document = read(file);
            document.path("kinds").properties().forEach(kind -> {
                ObjectNode schema = kind.getValue().deepCopy();
                schema.set("$defs", document.path("$defs"));
                kinds.put(kind.getKey(), registry.getSchema(schema));
            });
        });
    }

    /** What is wrong with the object. */
    List<String> errors(Manifest object) {
        Schema schema = kinds.get(object.type());
        if (schema == null) {
            return List.of("there is no schema for " + object.type());
        }
        return schema.validate(object.json()).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static JsonNode read(String file) {
        try (InputStream stream = KubernetesSchemas.class.getResourceAsStream("/kubernetes/" + file)) {
            JsonNode document = new ObjectMapper().readTree(stream);
            close(document);
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            JsonNode anything = object.remove("x-kubernetes-preserve-unknown-fields");
            boolean listsItsFields = object.path("properties").isObject() && !object.has("kinds");
            if (listsItsFields && anything == null && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        }
        schema.forEach(KubernetesSchemas::close);
    }
}
