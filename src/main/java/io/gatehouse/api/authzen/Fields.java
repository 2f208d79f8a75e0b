package io.gatehouse.api.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.platform.Failure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One JSON object of a request, and where in the request it stands. A null is taken as absent. */
record Fields(String path, JsonNode node) {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    /**
     * The object at a place that must have one.
     *
     * @throws Failure INVALID, naming the field
     */
    Fields object(String field) {
        Fields found = optionalObject(field);
        if (found == null) {
            throw Failure.invalid(name(field) + " is missing");
        }
        return found;
    }

    /** The object at a place that may have one; what is missing is an empty one. */
    Fields objectOrEmpty(String field) {
        Fields found = optionalObject(field);
        return found == null ? new Fields(name(field), NOTHING) : found;
    }

    String text(String field) {
        String text = optionalText(field);
        if (text == null) {
            throw Failure.invalid(name(field) + " is missing");
        }
        return text;
    }

    @Nullable
    String optionalText(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isTextual()) {
            throw Failure.invalid(name(field) + " must be a string");
        }
        return value == null ? null : value.textValue();
    }

    /** False where it is missing. */
    boolean flag(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isBoolean()) {
            throw Failure.invalid(name(field) + " must be a boolean");
        }
        return value != null && value.booleanValue();
    }

    Set<String> texts(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return Set.of();
        }
        if (!value.isArray()) {
            throw Failure.invalid(name(field) + " must be an array of strings");
        }
        Set<String> texts = new HashSet<>();
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                throw Failure.invalid(name(field) + " must be an array of strings");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    /** The strings of an object in which there is nothing else; null where it is missing. */
    @Nullable
    Map<String, String> textsByName(String field) {
        Fields object = optionalObject(field);
        if (object == null) {
            return null;
        }
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.node.properties()) {
            texts.put(entry.getKey(), object.text(entry.getKey()));
        }
        return texts;
    }

    /** What can be an attribute: strings as they are, numbers and booleans as their JSON. */
    Map<String, String> attributes(Predicate<String> wanted) {
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode value = entry.getValue();
            if (value.isValueNode() && !value.isNull() && wanted.test(entry.getKey())) {
                attributes.put(entry.getKey(), value.asText());
            }
        }
        return attributes;
    }

    @Nullable
    JsonNode value(String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private @Nullable Fields optionalObject(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isObject()) {
            throw Failure.invalid(name(field) + " must be an object");
        }
        return value == null ? null : new Fields(name(field), value);
    }

    private String name(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
