package io.gatehouse.decision;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which resources a rule is about. Everything that it names must match; what it leaves out does not matter.
 *
 * <p>Two matchers that demand the same are equal, whatever order they were written in.
 *
 * @param resourceType a plural type of InfluxDB, or a declared type
 * @param name absent: every resource of the type
 * @param measurement absent: every measurement
 * @param tags each once, those that are matched exactly before the others
 * @param conditions each once, those on texts before the others
 */
public record Matcher(
        String resourceType,
        @Nullable Match name,
        @Nullable Match measurement,
        List<TagMatch> tags,
        List<Condition> conditions) {

    /** What few values meet comes first, since rules are told apart by their first demands. */
    private static final Comparator<TagMatch> TAGS = Comparator.<TagMatch, Match.Kind>comparing(
                    tag -> tag.value().kind())
            .thenComparing(TagMatch::key)
            .thenComparing(TagMatch::value);

    private static final Comparator<Condition> TEXTS = Comparator.<Condition, Match>comparing(
                    condition -> text(condition),
                    Comparator.comparing(Match::kind).thenComparing(match -> match))
            .thenComparing(Condition::attribute);

    public Matcher {
        if (resourceType.isEmpty()) {
            throw new IllegalArgumentException("a matcher needs a resource type");
        }
        if (!resourceType.equals(ResourceType.BUCKETS.text()) && (measurement != null || !tags.isEmpty())) {
            throw new IllegalArgumentException("only buckets have measurements and tags");
        }
        for (TagMatch tag : tags.size() < 2 ? List.<TagMatch>of() : tags) {
            if (!tags.stream().allMatch(other -> compatible(tag, other))) {
                throw new IllegalArgumentException("the matchers on tag `" + tag.key() + "` exclude each other");
            }
        }
        tags = tags.size() < 2
                ? List.copyOf(tags)
                : List.of(tags.stream().distinct().sorted(TAGS).toArray(TagMatch[]::new));
        conditions = conditions.isEmpty() ? List.of() : inOrder(conditions);
    }

    /** All of the buckets whose name matches. */
    public static Matcher bucket(Match name) {
        return series(name, null, List.of());
    }

    /** Series of the buckets whose name matches. */
    public static Matcher series(Match bucket, @Nullable Match measurement, List<TagMatch> tags) {
        return new Matcher(ResourceType.BUCKETS.text(), bucket, measurement, tags, List.of());
    }

    /** By the keys of tags what is demanded of each: the tightest of its matchers, which says all that the others say. */
    Map<String, Match> tightest() {
        Map<String, Match> tightest = new TreeMap<>();
        for (TagMatch tag : tags) {
            tightest.merge(tag.key(), tag.value(), (one, other) -> one.covers(other) ? other : one);
        }
        return tightest;
    }

    /** How many demands there are that the index answers for: all but the checks. */
    int demands() {
        return (name == null ? 0 : 1) + tags.size() + (measurement == null ? 0 : 1) + texts();
    }

    /** A demand, in the order in which the index branches on them. */
    Facet demand(int at) {
        if (name != null && at == 0) {
            return Facet.name(name);
        }
        int left = name == null ? at : at - 1;
        if (left < tags.size()) {
            return Facet.tag(tags.get(left));
        }
        left -= tags.size();
        if (measurement != null && left == 0) {
            return Facet.measurement(measurement);
        }
        Condition condition = conditions.get(measurement == null ? left : left - 1);
        return Facet.value(condition.attribute(), text(condition));
    }

    /** The same without the checks. */
    Matcher withoutChecks() {
        int texts = texts();
        return texts == conditions.size()
                ? this
                : new Matcher(resourceType, name, measurement, tags, conditions.subList(0, texts));
    }

    /** Whether all demands are met; of a text of which only the beginning is known, exact ones are not. */
    boolean matches(Question question) {
        if (name != null && !met(name, question.name(), question.wholeName())) {
            return false;
        }
        Series series = question.series();
        for (int i = 0; i < tags.size(); i++) {
            question.steps().take();
            TagMatch tag = tags.get(i);
            String value = series.tags().get(tag.key());
            if (value == null || !met(tag.value(), value, series.wholeTag(tag.key()))) {
                return false;
            }
        }
        return (measurement == null || met(measurement, series.measurement(), series.wholeMeasurement()))
                && (conditions.isEmpty() || hold(0, texts(), question, false));
    }

    /** Whether all demands are met by one of the series asked about. */
    boolean possible(Question question) {
        if (name != null && !met(name, question.name(), question.wholeName())) {
            return false;
        }
        Series series = question.series();
        for (int i = 0; i < tags.size() && !series.openTags(); i++) {
            question.steps().take();
            TagMatch tag = tags.get(i);
            if (!met(tag.value(), series.tags().get(tag.key()), true)) {
                return false;
            }
        }
        return (measurement == null || series.measurement() == null || measurement.matches(series.measurement()))
                && hold(0, texts(), question, false);
    }

    /** Whether the conditions hold that the index does not answer for; what cannot be read counts as the caller says. */
    boolean checksHold(Question question, boolean inDoubt) {
        return conditions.isEmpty() || hold(texts(), conditions.size(), question, inDoubt);
    }

    /** By the demands, as a comparator does; one that demands less comes before those that demand more. */
    int compareDemands(Matcher other) {
        int demands = demands();
        int order = Integer.compare(demands, other.demands());
        for (int i = 0; order == 0 && i < demands; i++) {
            order = demand(i).compareTo(other.demand(i));
        }
        return order;
    }

    private boolean hold(int from, int to, Question question, boolean inDoubt) {
        for (int i = from; i < to; i++) {
            question.steps().take();
            if (!conditions.get(i).holds(question, inDoubt)) {
                return false;
            }
        }
        return true;
    }

    private int texts() {
        int texts = 0;
        while (texts < conditions.size() && isText(conditions.get(texts))) {
            texts++;
        }
        return texts;
    }

    private static boolean met(Match match, @Nullable String text, boolean whole) {
        return text != null && (whole || match.kind() == Match.Kind.PREFIX) && match.matches(text);
    }

    private static List<Condition> inOrder(Collection<Condition> conditions) {
        return Stream.concat(
                        conditions.stream().filter(Matcher::isText).sorted(TEXTS),
                        conditions.stream().filter(condition -> !isText(condition)))
                .distinct()
                .toList();
    }

    private static boolean isText(Condition condition) {
        return condition.test() instanceof Condition.Text;
    }

    private static Match text(Condition condition) {
        return ((Condition.Text) condition.test()).match();
    }

    private static boolean compatible(TagMatch one, TagMatch other) {
        return !one.key().equals(other.key()) || one.value().overlaps(other.value());
    }
}
