package io.gatehouse.snapshot;

import io.gatehouse.decision.Condition;
import io.gatehouse.decision.Match;
import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.TagMatch;
import io.gatehouse.policy.StoredShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes equal values of one load the same object: rules of an organization name the same few databases, measurements,
 * tags and actions over and over. Used by one thread.
 */
final class Shared {
    /** A longer rule is hardly said twice, and its text would be as heavy as what is made of it. */
    private static final int LONGEST_KNOWN = 1024;

    private final Map<Object, Object> known = new HashMap<>();
    private final Map<String, StoredShape.Compiled> rules = new HashMap<>();
    private long weight;

    /** About how many bytes all takes that was said for the first time, beyond rules that are all ordinary. */
    long weight() {
        return weight;
    }

    /** What is stored as this text; many a grant says word for word what a restriction does. */
    StoredShape.Compiled rule(String json) {
        return json.length() > LONGEST_KNOWN ? compile(json) : rules.computeIfAbsent(json, this::compile);
    }

    /** Whom a grant names; many a grant names the same. */
    <T> Set<T> holders(Set<T> holders) {
        return holders.isEmpty() ? holders : of(holders, holders.size() * Weights.HOLDER);
    }

    private StoredShape.Compiled compile(String json) {
        StoredShape.Compiled rule = StoredShape.compile(json);
        return new StoredShape.Compiled(matcher(rule.matcher()), of(rule.actions(), Weights.of(rule.actions())));
    }

    private Matcher matcher(Matcher matcher) {
        List<Condition> conditions = matcher.conditions();
        return new Matcher(
                text(matcher.resourceType()),
                match(matcher.name()),
                match(matcher.measurement()),
                tags(matcher.tags()),
                conditions.isEmpty() ? conditions : of(conditions, Weights.ofConditions(conditions)));
    }

    private List<TagMatch> tags(List<TagMatch> tags) {
        List<TagMatch> same = tags.isEmpty() ? tags : find(tags);
        if (same != null) {
            return same;
        }
        List<TagMatch> own = new ArrayList<>(tags.size());
        tags.forEach(tag -> own.add(tag(tag)));
        return of(List.copyOf(own), own.size() * Weights.REFERENCE);
    }

    private TagMatch tag(TagMatch tag) {
        TagMatch same = find(tag);
        return same != null
                ? same
                : of(new TagMatch(text(tag.key()), of(tag.value(), Weights.of(tag.value()))), Weights.TAG);
    }

    private @Nullable Match match(@Nullable Match match) {
        return match == null ? null : of(match, Weights.of(match));
    }

    private String text(String text) {
        return of(text, Weights.of(text));
    }

    @SuppressWarnings("unchecked") // equal values of these classes are of one class
    private <T> @Nullable T find(T value) {
        return (T) known.get(value);
    }

    /** @param own in bytes, without what was made the same before */
    private <T> T of(T value, long own) {
        T same = find(value);
        if (same != null) {
            return same;
        }
        known.put(value, value);
        weight += own;
        return value;
    }
}
