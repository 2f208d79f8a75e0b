package io.gatehouse.api.authzen;

import io.gatehouse.platform.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Several questions of one request.
 *
 * @param single the question of a request that holds no others, which then has no items
 * @param secrets of the tokens that are asked about
 */
record Batch(@Nullable Question single, List<Item> items, Set<String> secrets, Semantic semantic) {
    private static final int MOST = 10_000;

    /** Each is hashed and looked up. */
    private static final int MOST_TOKENS = 1_000;

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
        secrets = Set.copyOf(secrets);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return items.size() + " questions";
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
        var reader = new ItemReader(request);
        List<Item> items = new ArrayList<>();
        for (Object evaluation : evaluations) {
            if (!(evaluation instanceof Members item)) {
                throw Failure.invalid(EVALUATIONS + "[" + items.size() + "] must be an object");
            }
            items.add(reader.read(item));
        }
        Question single = items.isEmpty() ? QuestionReader.read(request) : null;
        return new Batch(single, items, single == null ? secrets(items) : single.secrets(), semantic);
    }

    private static Set<String> secrets(List<Item> items) {
        Set<String> secrets = new HashSet<>();
        for (Item item : items) {
            if (item.question() != null) {
                secrets.addAll(item.question().secrets());
            }
        }
        if (secrets.size() > MOST_TOKENS) {
            throw Failure.invalid(EVALUATIONS + ": at most " + MOST_TOKENS + " different tokens are possible");
        }
        return secrets;
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
}
