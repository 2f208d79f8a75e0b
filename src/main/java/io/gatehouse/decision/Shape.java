package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which demands there are in an index, so that a question tries only such as some rule may have. Immutable.
 *
 * @param fewTags the values of the tags, by their keys; null if there are too many to go through all of them
 */
record Shape(
        Lengths names,
        PersistentMap<String, OfTag> tags,
        @Nullable List<OfTag> fewTags,
        Lengths measurements,
        PersistentMap<String, OfAttribute> values) {

    static final Shape NONE = new Shape(
            Lengths.none(Facet.Kind.NAME, ""),
            PersistentMap.empty(),
            List.of(),
            Lengths.none(Facet.Kind.MEASUREMENT, ""),
            PersistentMap.empty());

    private static final int FEW = 16;

    /** What is demanded of one tag. */
    record OfTag(String key, Lengths lengths) {}

    /** What is demanded of one attribute. */
    record OfAttribute(Attribute attribute, Lengths lengths) {}

    /** Of all that these demand; what is alike is counted first. */
    static Shape of(Collection<Matcher> matchers) {
        Map<Alike, Counted> counts = new HashMap<>();
        for (Matcher matcher : matchers) {
            int demands = matcher.demands();
            for (int i = 0; i < demands; i++) {
                Facet facet = matcher.demand(i);
                counts.computeIfAbsent(Alike.of(facet), alike -> new Counted(facet)).count++;
            }
        }
        Shape shape = NONE;
        for (Counted counted : counts.values()) {
            shape = shape.with(counted.one, counted.count);
        }
        return shape;
    }

    /** One of some demands that are alike, and how many there are. */
    private static final class Counted {
        private final Facet one;
        private int count;

        Counted(Facet one) {
            this.one = one;
        }
    }

    /** What a shape tells apart. */
    private record Alike(Facet.Kind kind, String key, Match.Kind match, int length) {
        static Alike of(Facet facet) {
            Match match = facet.match();
            boolean exact = match.kind() == Match.Kind.EXACT;
            return new Alike(
                    facet.kind(),
                    facet.key(),
                    match.kind(),
                    exact ? 0 : match.value().length());
        }

        /** As that of a {@link Match}. */
        @Override
        public int hashCode() {
            return 31 * (31 * TextHash.of(key) + length) + 31 * kind.hashCode() + match.hashCode();
        }
    }

    Shape withoutNames() {
        return new Shape(NONE.names, tags, fewTags, measurements, values);
    }

    /** With so many more that demand the same, or fewer. */
    Shape with(Matcher matcher, int more) {
        Shape result = this;
        int demands = matcher.demands();
        for (int i = 0; i < demands; i++) {
            result = result.with(matcher.demand(i), more);
        }
        return result;
    }

    private Shape with(Facet facet, int more) {
        return switch (facet.kind()) {
            case NAME -> new Shape(names.with(facet.match(), more), tags, fewTags, measurements, values);
            case TAG -> withTag(facet, more);
            case MEASUREMENT -> new Shape(names, tags, fewTags, measurements.with(facet.match(), more), values);
            case VALUE -> withValue(facet, more);
        };
    }

    private Shape withTag(Facet tag, int more) {
        OfTag old = tags.get(tag.key());
        Lengths changed = changed(old == null ? null : old.lengths, tag, more);
        PersistentMap<String, OfTag> all =
                changed.isEmpty() ? tags.without(tag.key()) : tags.with(tag.key(), new OfTag(tag.key(), changed));
        return new Shape(names, all, few(all), measurements, values);
    }

    private Shape withValue(Facet value, int more) {
        String key = value.key();
        OfAttribute old = values.get(key);
        Lengths changed = changed(old == null ? null : old.lengths, value, more);
        PersistentMap<String, OfAttribute> all = changed.isEmpty()
                ? values.without(key)
                : values.with(key, new OfAttribute(Attribute.parse(key), changed));
        return new Shape(names, tags, fewTags, measurements, all);
    }

    private static Lengths changed(@Nullable Lengths old, Facet facet, int more) {
        return (old == null ? Lengths.none(facet.kind(), facet.key()) : old).with(facet.match(), more);
    }

    private static @Nullable List<OfTag> few(PersistentMap<String, OfTag> tags) {
        List<OfTag> few = new ArrayList<>();
        boolean many = tags.any(tag -> {
            few.add(tag);
            return few.size() > FEW;
        });
        few.sort(Comparator.comparing(OfTag::key));
        return many ? null : List.copyOf(few);
    }
}
