package io.gatehouse.decision;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hashes of all demands that a question meets, so far as some rule may have them: what the index is probed with. */
final class Probes {
    /** The sign of a place that demands no measurement: every question has it. */
    static final int NO_SIGN = 0;

    private static final int KINDS = Facet.Kind.values().length;
    private static final int USUAL = 24;

    private final int[] ends = new int[KINDS];
    private final Steps steps;
    private final boolean anyMeasurement;
    private long signs;
    private long[] hashes = new long[USUAL];
    private int size;

    Probes(Question question, Shape shape) {
        steps = question.steps();
        Series series = question.series();
        String measurement = series.measurement();
        anyMeasurement = measurement == null;
        add(shape.names(), question.name(), question.wholeName());
        ends[Facet.Kind.NAME.index()] = size;
        addTags(shape, series);
        ends[Facet.Kind.TAG.index()] = size;
        add(shape.measurements(), measurement, series.wholeMeasurement());
        ends[Facet.Kind.MEASUREMENT.index()] = size;
        for (int i = ends[Facet.Kind.TAG.index()]; i < size; i++) {
            signs |= bits(sign(hashes[i]));
        }
        addValues(shape.values(), question);
        ends[Facet.Kind.VALUE.index()] = size;
    }

    int start(int kind) {
        return kind == 0 ? 0 : ends[kind - 1];
    }

    int number(int kind) {
        return end(kind) - start(kind);
    }

    int end(int kind) {
        return ends[kind];
    }

    long hash(int at) {
        return hashes[at];
    }

    /** What {@link #mayMeet} tells from whether the question meets the demand on the measurement. */
    static int sign(Matcher demands) {
        Match measurement = demands.measurement();
        return measurement == null
                ? NO_SIGN
                : sign(Facet.measurement(measurement).hash());
    }

    /** Whether the measurement may be as a place with this sign demands; if not, nothing of it need be fetched. */
    boolean mayMeet(int sign) {
        return sign == NO_SIGN || anyMeasurement || (bits(sign) & ~signs) == 0;
    }

    private static int sign(long hash) {
        return (int) (hash >>> Integer.SIZE) | 1;
    }

    private static long bits(int sign) {
        return (1L << (sign >>> 20)) | (1L << (sign >>> 26));
    }

    private void add(Lengths lengths, @Nullable String text, boolean whole) {
        steps.takeToPass(text == null ? 0 : text.length());
        if (text == null) {
            return;
        }
        long state = lengths.seed();
        int at = 0;
        for (int length : lengths.prefixes()) {
            if (length > text.length()) {
                break;
            }
            state = TextHash.along(state, text, at, length);
            at = length;
            add(TextHash.of(state, Match.Kind.PREFIX));
        }
        if (whole && lengths.anyExact()) {
            add(TextHash.of(TextHash.along(state, text, at, text.length()), Match.Kind.EXACT));
        }
    }

    private void addTags(Shape shape, Series series) {
        List<Shape.OfTag> few = shape.fewTags();
        if (few == null) {
            steps.take(series.tags().size());
            series.tags().keySet().stream().sorted().map(shape.tags()::get).forEach(tag -> addTag(tag, series));
            return;
        }
        for (int i = 0; i < few.size(); i++) {
            addTag(few.get(i), series);
        }
    }

    private void addTag(Shape.@Nullable OfTag tag, Series series) {
        if (tag != null) {
            add(tag.lengths(), series.tags().get(tag.key()), series.wholeTag(tag.key()));
        }
    }

    private void addValues(PersistentMap<String, Shape.OfAttribute> used, Question question) {
        if (!used.isEmpty()) {
            used.any(of -> {
                add(of.lengths(), question.value(of.attribute()), true);
                return false;
            });
        }
    }

    private void add(long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        hashes[size] = hash;
        size++;
    }
}
