package io.gatehouse.resource;

import io.gatehouse.decision.ResourceType;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Names;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A type of resources of an organization's own, and what can be done with them. */
public record DeclaredType(String name, List<String> actions) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final int MOST_ACTIONS = 100;

    /** Words that doors understand as buckets. */
    private static final Set<String> TAKEN = Set.of("bucket", "database", "token", "user");

    public DeclaredType {
        requireWord("type", name);
        if (ResourceType.find(name) != null || TAKEN.contains(name)) {
            throw Failure.invalid("type `" + name + "` is one that every organization has");
        }
        actions = List.copyOf(new LinkedHashSet<>(actions));
        if (actions.isEmpty() || actions.size() > MOST_ACTIONS) {
            throw Failure.invalid("actions: between 1 and " + MOST_ACTIONS + " are needed");
        }
        actions.forEach(action -> requireWord("actions", action));
    }

    /** That the word is not one by which {@code /authorize} would mean a type of InfluxDB, were it not declared. */
    void requireNoSingular() {
        ResourceType plural = ResourceType.findBySingular(name);
        if (plural != null) {
            throw Failure.invalid(
                    "type `" + name + "` is the singular of `" + plural.text() + "`, which every organization has");
        }
    }

    static void requireWord(String field, String word) {
        if (!WORD.matcher(word).matches()) {
            Names.requireText(field, word);
            throw Failure.invalid(field + ": `" + word + "` must be up to 64 letters, digits, `_`, `-` and `.`");
        }
    }
}
