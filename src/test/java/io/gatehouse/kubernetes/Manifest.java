package io.gatehouse.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One object for a cluster, as it stands in a file or as kustomize rendered it. */
record Manifest(JsonNode json) {

    /** Version and kind, such as {@code apps/v1 Deployment}. */
    String type() {
        return json.path("apiVersion").asText() + " " + kind();
    }

    String kind() {
        return json.path("kind").asText();
    }

    String name() {
        return json.at("/metadata/name").asText();
    }

    /** The template of the pods that run Gatehouse or a PostgreSQL of this repository's making; empty for others. */
    JsonNode pod() {
        boolean hasImage = json.at("/spec/template/spec/containers/0").has("image");
        return hasImage ? json.at("/spec/template") : MissingNode.getInstance();
    }

    boolean isGatehouse() {
        return podLabels().getOrDefault("app.kubernetes.io/name", "").equals("gatehouse");
    }

    Stream<JsonNode> containers() {
        return each(pod().at("/spec/containers"));
    }

    /** The labels of every pod that this object makes, also where an operator makes them. */
    Map<String, String> podLabels() {
        return switch (kind()) {
            case "Cluster" -> texts(json.at("/spec/inheritedMetadata/labels"));
            case "Pooler" -> texts(json.at("/spec/template/metadata/labels"));
            default -> texts(pod().at("/metadata/labels"));
        };
    }

    boolean makesPods() {
        return !pod().isMissingNode() || kind().equals("Cluster") || kind().equals("Pooler");
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
