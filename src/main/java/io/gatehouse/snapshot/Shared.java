package io.gatehouse.snapshot;

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

    /** What is stored as this text; many a grant says word for word what a restriction does. */
    StoredShape.Compiled rule(String json) {
        return json.length() > LONGEST_KNOWN ? compile(json) : rules.computeIfAbsent(json, this::compile);
    }

    /** Whom a grant names; many a grant names the same. */
    <T> Set<T> holders(Set<T> holders) {
        return holders.isEmpty() ? holders : of(holders);
    }

    private StoredShape.Compiled compile(String json) {
        StoredShape.Compiled rule = StoredShape.compile(json);
        return new StoredShape.Compiled(matcher(rule.matcher()), of(rule.actions()));
    }

    private Matcher matcher(Matcher matcher) {
        return new Matcher(
                of(matcher.resourceType()),
                match(matcher.name()),
                match(matcher.measurement()),
                tags(matcher.tags()),
                of(matcher.conditions()));
    }

    private List<TagMatch> tags(List<TagMatch> tags) {
        List<TagMatch> same = find(tags);
        if (same != null) {
            return same;
        }
        List<TagMatch> own = new ArrayList<>(tags.size());
        tags.forEach(tag -> own.add(tag(tag)));
        return of(List.copyOf(own));
    }

    private TagMatch tag(TagMatch tag) {
        TagMatch same = find(tag);
        return same != null ? same : of(new TagMatch(of(tag.key()), of(tag.value())));
    }

    private @Nullable Match match(@Nullable Match match) {
        return match == null ? null : of(match);
    }

    @SuppressWarnings("unchecked") // equal values of these classes are of one class
    private <T> @Nullable T find(T value) {
        return (T) known.get(value);
    }

    private <T> T of(T value) {
        T same = find(value);
        if (same != null) {
            return same;
        }
        known.put(value, value);
        return value;
    }
}
