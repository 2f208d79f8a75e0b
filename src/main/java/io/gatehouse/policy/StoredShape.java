package io.gatehouse.policy;

import io.gatehouse.decision.Match;
import io.gatehouse.decision.TagMatch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON in which a rule is stored. */
public final class StoredShape {
    private static final String EXACT = "exact";
    private static final String PREFIX = "prefix";

    private StoredShape() {}

    public static RuleShape parse(JsonObject json) {
        return new RuleShape(
                json.getString("resource_type"),
                match(json.getJsonObject("name")),
                match(json.getJsonObject("measurement")),
                list(json, "tags", tag -> new TagMatch(tag.getString("key"), match(tag.getString("match"), tag))),
                list(
                        json,
                        "conditions",
                        one -> new ConditionText(
                                one.getString("attribute"), one.getString("match"), one.getString("value"))),
                json.getJsonArray("actions").stream()
                        .map(String.class::cast)
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    static String print(RuleShape shape) {
        var json = new JsonObject().put("resource_type", shape.resourceType());
        put(json, "name", shape.name());
        put(json, "measurement", shape.measurement());
        if (!shape.tags().isEmpty()) {
            json.put("tags", array(shape.tags(), tag -> print(tag.value()).put("key", tag.key())));
        }
        if (!shape.conditions().isEmpty()) {
            json.put(
                    "conditions",
                    array(
                            shape.conditions(),
                            one -> new JsonObject()
                                    .put("attribute", one.attribute())
                                    .put("match", one.match())
                                    .put("value", one.value())));
        }
        return json.put("actions", new JsonArray(List.copyOf(shape.actions()))).encode();
    }

    private static void put(JsonObject json, String field, @Nullable Match match) {
        if (match != null) {
            json.put(field, print(match));
        }
    }

    private static JsonObject print(Match match) {
        return new JsonObject()
                .put("match", match.kind() == Match.Kind.EXACT ? EXACT : PREFIX)
                .put("value", match.value());
    }

    private static @Nullable Match match(@Nullable JsonObject json) {
        return json == null ? null : match(json.getString("match"), json);
    }

    private static Match match(String kind, JsonObject json) {
        String value = json.getString("value");
        return kind.equals(PREFIX) ? Match.prefix(value) : Match.exact(value);
    }

    private static <T> JsonArray array(List<T> list, Function<T, JsonObject> print) {
        var array = new JsonArray();
        list.forEach(one -> array.add(print.apply(one)));
        return array;
    }

    private static <T> List<T> list(JsonObject json, String field, Function<JsonObject, T> parse) {
        JsonArray array = json.getJsonArray(field);
        return array == null
                ? List.of()
                : array.stream().map(one -> parse.apply((JsonObject) one)).toList();
    }
}
