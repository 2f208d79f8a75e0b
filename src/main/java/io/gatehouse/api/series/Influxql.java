package io.gatehouse.api.series;

import io.gatehouse.decision.Match;
import io.gatehouse.decision.SeriesCondition;
import io.gatehouse.decision.TagMatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes conditions on tags as InfluxQL, for the {@code WHERE} of InfluxDB 1.x.
 *
 * <p>InfluxQL has no {@code NOT}, so that negations stand at the matchers. To it, a missing tag is an empty one, which
 * no matcher of ours matches. Tags are marked as such: a field of the same name would hide them.
 */
final class Influxql {
    private static final String REGEX_SPECIAL = ".+*?()|[]{}^$";

    private Influxql() {}

    /** The condition as text, or null if InfluxQL cannot say it. */
    static @Nullable String write(SeriesCondition condition) {
        return write(condition, false);
    }

    private static @Nullable String write(SeriesCondition condition, boolean negated) {
        if (condition instanceof SeriesCondition.Not not) {
            return write(not.part(), !negated);
        }
        if (condition instanceof SeriesCondition.And and) {
            return join(and.parts(), negated ? " OR " : " AND ", negated);
        }
        if (condition instanceof SeriesCondition.Or or) {
            return join(or.parts(), negated ? " AND " : " OR ", negated);
        }
        return condition instanceof SeriesCondition.OfTag tag ? tag(tag.match(), negated) : null;
    }

    private static @Nullable String join(List<SeriesCondition> parts, String operator, boolean negated) {
        List<String> texts = new ArrayList<>();
        for (SeriesCondition part : parts) {
            String text = write(part, negated);
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        return "(" + String.join(operator, texts) + ")";
    }

    private static @Nullable String tag(TagMatch tag, boolean negated) {
        if (tag.key().equalsIgnoreCase("time")
                || tag.key().startsWith("_")
                || hasZero(tag.key())
                || hasZero(tag.value().value())) {
            // To InfluxQL these are names of its own, and a zero is the end of the text.
            return null;
        }
        String name = "\"" + escape(tag.key(), '"') + "\"::tag ";
        Match match = tag.value();
        return switch (match.kind()) {
            case EXACT -> name + (negated ? "!= '" : "= '") + escape(match.value(), '\'') + "'";
            case PREFIX -> name + (negated ? "!~ /^" : "=~ /^") + regex(match.value()) + "/";
        };
    }

    private static boolean hasZero(String text) {
        return text.indexOf('\0') >= 0;
    }

    private static String escape(String text, char quote) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                escaped.append("\\n");
            } else {
                escaped.append(c == quote || c == '\\' ? "\\" : "").append(c);
            }
        }
        return escaped.toString();
    }

    /** As codes what InfluxQL itself escapes: there, a backslash at the end would take the closing slash with it. */
    private static String regex(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '/' || c < ' ') {
                escaped.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                escaped.append(REGEX_SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return escaped.toString();
    }
}
