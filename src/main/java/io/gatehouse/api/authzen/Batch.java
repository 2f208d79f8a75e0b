package io.gatehouse.api.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.platform.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several questions of one request.
 *
 * @param items none if the request is a single question
 */
record Batch(List<Item> items, Semantic semantic) {
    private static final int MOST = 10_000;
    private static final String EVALUATIONS = "evaluations";

    /** When to stop, after the standard's {@code evaluations_semantic}. */
    enum Semantic {
        EXECUTE_ALL("execute_all"),
        DENY_ON_FIRST_DENY("deny_on_first_deny"),
        PERMIT_ON_FIRST_PERMIT("permit_on_first_permit");

        private final String text;

        Semantic(String text) {
            this.text = text;
        }

        boolean endsWith(boolean decision) {
            return switch (this) {
                case EXECUTE_ALL -> false;
                case DENY_ON_FIRST_DENY -> !decision;
                case PERMIT_ON_FIRST_PERMIT -> decision;
            };
        }

        static Semantic parse(@Nullable String text) {
            for (Semantic semantic : values()) {
                if (text == null || semantic.text.equals(text)) {
                    return semantic;
                }
            }
            throw Failure.invalid("options.evaluations_semantic must be `execute_all`, `deny_on_first_deny` or"
                    + " `permit_on_first_permit`");
        }
    }

    /**
     * One of the questions, or what is wrong with it: that does not keep the others from being answered.
     */
    record Item(@Nullable Question question, @Nullable Failure failure) {}

    Batch {
        items = List.copyOf(items);
    }

    /** Those that can be answered. */
    List<Question> questions() {
        return items.stream().map(Item::question).filter(Objects::nonNull).toList();
    }

    /**
     * Reads the questions, each completed by what stands beside them.
     *
     * @throws Failure INVALID if the request as a whole is malformed
     */
    static Batch read(Fields request) {
        JsonNode evaluations = request.value(EVALUATIONS);
        if (evaluations != null && !evaluations.isArray()) {
            throw Failure.invalid(EVALUATIONS + " must be an array");
        }
        Semantic semantic = Semantic.parse(request.objectOrEmpty("options").optionalText("evaluations_semantic"));
        if (evaluations != null && evaluations.size() > MOST) {
            throw Failure.invalid(EVALUATIONS + ": at most " + MOST + " are possible");
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; evaluations != null && i < evaluations.size(); i++) {
            items.add(item(request, evaluations.get(i), i));
        }
        return new Batch(items, semantic);
    }

    private static Item item(Fields request, JsonNode item, int index) {
        if (!item.isObject()) {
            throw Failure.invalid(EVALUATIONS + "[" + index + "] must be an object");
        }
        try {
            return new Item(QuestionReader.read(new Fields("", merge(request, item))), null);
        } catch (Failure failure) {
            return new Item(null, failure);
        }
    }

    /** An item's entity stands for the request's, but for a required field that it leaves out. */
    private static ObjectNode merge(Fields request, JsonNode item) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        for (String entity : List.of("subject", "action", "resource", "context")) {
            JsonNode ours = new Fields("", item).value(entity);
            JsonNode theirs = request.value(entity);
            if (ours instanceof ObjectNode object && theirs instanceof ObjectNode defaults) {
                merged.set(entity, entity.equals("context") ? object : complete(object, defaults));
            } else {
                merged.set(entity, ours == null ? theirs : ours);
            }
        }
        return merged;
    }

    private static ObjectNode complete(ObjectNode item, ObjectNode defaults) {
        ObjectNode complete = item.objectNode();
        complete.setAll(item);
        for (String required : List.of("type", "id", "name")) {
            JsonNode fallback = defaults.get(required);
            if (!item.hasNonNull(required) && fallback != null) {
                complete.set(required, fallback);
            }
        }
        return complete;
    }
}
