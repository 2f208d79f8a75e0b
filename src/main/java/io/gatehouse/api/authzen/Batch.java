package io.gatehouse.api.authzen;

import io.gatehouse.platform.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several questions of one request.
 *
 * @param single the question of a request that holds no others, which then has no items
 */
record Batch(@Nullable Question single, List<Item> items, Semantic semantic) {
    private static final int MOST = 10_000;
    private static final String EVALUATIONS = "evaluations";
    private static final String CONTEXT = "context";
    private static final List<String> ENTITIES = List.of("subject", "action", "resource", CONTEXT);
    private static final List<String> REQUIRED = List.of("type", "id", "name");

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
        return single != null
                ? List.of(single)
                : items.stream().map(Item::question).filter(Objects::nonNull).toList();
    }

    /**
     * Reads the questions, each completed by what stands beside them.
     *
     * @throws Failure INVALID if the request as a whole is malformed
     */
    static Batch read(Fields request) {
        List<?> evaluations = evaluations(request);
        Semantic semantic = Semantic.parse(request.objectOrEmpty("options").optionalText("evaluations_semantic"));
        if (evaluations.size() > MOST) {
            throw Failure.invalid(EVALUATIONS + ": at most " + MOST + " are possible");
        }
        List<Item> items = new ArrayList<>();
        for (Object evaluation : evaluations) {
            if (!(evaluation instanceof Members item)) {
                throw Failure.invalid(EVALUATIONS + "[" + items.size() + "] must be an object");
            }
            items.add(item(request, item));
        }
        return new Batch(items.isEmpty() ? QuestionReader.read(request) : null, items, semantic);
    }

    private static List<?> evaluations(Fields request) {
        Object evaluations = request.value(EVALUATIONS);
        if (evaluations == null) {
            return List.of();
        }
        if (evaluations instanceof List<?> list) {
            return list;
        }
        throw Failure.invalid(EVALUATIONS + " must be an array");
    }

    private static Item item(Fields request, Members item) {
        try {
            return new Item(QuestionReader.read(Fields.of(merge(request, item))), null);
        } catch (Failure failure) {
            return new Item(null, failure);
        }
    }

    /** An item's entity stands for the request's, but for a required field that it leaves out. */
    private static Members merge(Fields request, Members item) {
        Members merged = new Members();
        for (String entity : ENTITIES) {
            Object ours = item.get(entity);
            Object theirs = request.value(entity);
            if (ours instanceof Members object && theirs instanceof Members defaults && !entity.equals(CONTEXT)) {
                merged.add(entity, complete(object, defaults));
            } else {
                merged.add(entity, ours == null ? theirs : ours);
            }
        }
        return merged;
    }

    private static Members complete(Members item, Members defaults) {
        Members complete = item;
        for (String required : REQUIRED) {
            Object fallback = defaults.get(required);
            if (item.get(required) == null && fallback != null) {
                complete = complete.with(required, fallback);
            }
        }
        return complete;
    }
}
