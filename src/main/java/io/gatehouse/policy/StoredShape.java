package io.gatehouse.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.decision.Condition;
import io.gatehouse.decision.Match;
import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.TagMatch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JSON in which a rule is stored. */
public final class StoredShape {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String EXACT = "exact";
    private static final String PREFIX = "prefix";

    private StoredShape() {}

    static RuleShape parse(String json) {
        Parts parts = read(json);
        return new RuleShape(
                parts.resourceType,
                parts.name,
                parts.measurement,
                parts.tags,
                parts.conditions.stream().map(StoredShape::condition).toList(),
                new LinkedHashSet<>(parts.actions));
    }

    /** Reads what the core makes of it. It was checked when it was written, and is not checked again. */
    public static Compiled compile(String json) {
        Parts parts = read(json);
        List<Condition> conditions = parts.conditions.isEmpty()
                ? List.of()
                : parts.conditions.stream()
                        .map(texts -> Condition.of(texts.key, texts.match, texts.value))
                        .toList();
        return new Compiled(
                new Matcher(parts.resourceType, parts.name, parts.measurement, parts.tags, conditions),
                Set.copyOf(parts.actions));
    }

    /** A rule without its subjects. */
    public record Compiled(Matcher matcher, Set<String> actions) {}

    /** Reads it as a stream: a cold organization has thousands of them, and a tree of each is half of its load. */
    private static Parts read(String json) {
        var parts = new Parts();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                parser.nextToken();
                switch (field) {
                    case "resource_type" -> parts.resourceType = parser.getText();
                    case "name" -> parts.name = match(object(parser));
                    case "measurement" -> parts.measurement = match(object(parser));
                    case "tags" -> parts.tags = list(parser, () -> tag(object(parser)));
                    case "conditions" -> parts.conditions = list(parser, () -> object(parser));
                    case "actions" -> parts.actions = list(parser, parser::getText);
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
        return parts;
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

    private static Match match(Texts texts) {
        return texts.match.equals(PREFIX) ? Match.prefix(texts.value) : Match.exact(texts.value);
    }

    private static TagMatch tag(Texts texts) {
        return new TagMatch(texts.key, match(texts));
    }

    private static ConditionText condition(Texts texts) {
        return new ConditionText(texts.key, texts.match, texts.value);
    }

    private static <T> List<T> list(JsonParser parser, Part<T> part) throws IOException {
        List<T> list = new ArrayList<>(2);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(part.read());
        }
        return list;
    }

    private static Texts object(JsonParser parser) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            throw new IOException("a stored rule has " + parser.currentToken() + " where an object belongs");
        }
        var texts = new Texts();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            String text = parser.nextTextValue();
            switch (field) {
                case "key", "attribute" -> texts.key = text;
                case "match" -> texts.match = text;
                default -> texts.value = text;
            }
        }
        return texts;
    }

    /** What there is in a rule. */
    private static final class Parts {
        private String resourceType = "";
        private @Nullable Match name;
        private @Nullable Match measurement;
        private List<TagMatch> tags = List.of();
        private List<Texts> conditions = List.of();
        private List<String> actions = List.of();
    }

    /** The texts of an object within a rule. */
    private static final class Texts {
        private String key = "";
        private String match = "";
        private String value = "";
    }

    /** Reads one part of an array. */
    private interface Part<T> {
        T read() throws IOException;
    }

    private static <T> JsonArray array(List<T> list, Function<T, JsonObject> print) {
        var array = new JsonArray();
        list.forEach(one -> array.add(print.apply(one)));
        return array;
    }
}
