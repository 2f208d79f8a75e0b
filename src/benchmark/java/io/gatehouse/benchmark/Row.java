package io.gatehouse.benchmark;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table: our figure beside its baseline, both from this run.
 *
 * @param what is measured, with the conditions that matter
 * @param baseline null if there is none
 * @param details further figures: percentiles, allocation, heap, errors
 */
public record Row(String what, Figure ours, @Nullable Figure baseline, Target target, List<Figure> details) {
    public Row {
        if (target.kind() == Target.Kind.RATIO && baseline == null) {
            throw new IllegalArgumentException("a ratio needs a baseline");
        }
    }

    /** Our figure divided by the baseline's, or null without one. */
    @Nullable
    Double ratio() {
        return baseline == null ? null : ours.value() / baseline.value();
    }

    /** Null where there is no target. */
    @Nullable
    Boolean met() {
        Double ratio = ratio();
        double value = target.kind() == Target.Kind.RATIO && ratio != null ? ratio : ours.value();
        return target.exists() ? (Boolean) target.metBy(value) : null;
    }

    /** As a line of the Markdown table that {@link Report} begins. */
    String markdown() {
        Double ratio = ratio();
        Boolean met = met();
        return String.join(
                " | ",
                "| " + what,
                ours.text(),
                baseline == null ? "" : baseline.of() + ": " + baseline.text(),
                ratio == null ? "" : String.format(Locale.ROOT, "%.2f×", ratio),
                target.text(ours.unit()),
                met == null ? "" : met ? "met" : "**missed**",
                String.join(
                                "; ",
                                details.stream()
                                        .map(figure -> figure.of() + " " + figure.text())
                                        .toList())
                        + " |");
    }
}
