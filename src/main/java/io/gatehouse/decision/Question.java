package io.gatehouse.decision;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked, resolved: the facts that conditions look at, and the series that the rules are searched for. */
final class Question {
    private final Facts facts;
    private final Series series;
    private final @Nullable String name;
    private final boolean wholeName;
    private final Steps steps;

    private Question(Facts facts, Series series, @Nullable String name, boolean wholeName, Steps steps) {
        this.facts = facts;
        this.series = series;
        this.name = name;
        this.wholeName = wholeName;
        this.steps = steps;
    }

    /** What stays the same for every series of one question. */
    record Facts(
            PolicySnapshot snapshot, Asker asker, Action action, Resource resource, Context context, Target target) {}

    /** About a resource, which is resolved. */
    static Question of(PolicySnapshot snapshot, Asker asker, Action action, Resource resource, Context context) {
        return of(Steps.unlimited(), snapshot, asker, action, resource, context);
    }

    /** The same, to be decided within these steps. */
    static Question of(
            Steps steps, PolicySnapshot snapshot, Asker asker, Action action, Resource resource, Context context) {
        Target target = snapshot.directory().target(steps, snapshot.organization(), resource.type(), resource.name());
        return of(steps, new Facts(snapshot, asker, action, resource, context, target));
    }

    static Question of(Steps steps, Facts facts) {
        Resource resource = facts.resource;
        boolean bucket = resource.type().equals(ResourceType.BUCKETS.text());
        Series series = bucket ? Series.of(resource.measurement(), resource.tags()) : Series.NONE;
        return new Question(facts, series, facts.target.name(), true, steps);
    }

    Facts facts() {
        return facts;
    }

    Asker asker() {
        return facts.asker;
    }

    Series series() {
        return series;
    }

    String action() {
        return facts.action.name();
    }

    String type() {
        return facts.target.type();
    }

    /** What rules are to match; null if it may be any. */
    @Nullable
    String name() {
        return name;
    }

    /** False if the name is only a beginning. */
    boolean wholeName() {
        return wholeName;
    }

    /** What finding the answer may take. */
    Steps steps() {
        return steps;
    }

    /** The same question about these series of the bucket, to be decided within other steps. */
    Question about(@Nullable String measurement, @Nullable Map<String, String> tags, Steps within) {
        return new Question(facts, Series.of(measurement, tags), name, wholeName, within);
    }

    /** The same question about those of its series that the matcher matches, too. */
    Question narrowedTo(Matcher matcher) {
        steps.take(matcher.tags().size());
        return new Question(facts, series.narrowedTo(matcher), name, wholeName, steps);
    }

    /** The same question about all series, and all names, that the matcher matches. */
    Question ofAll(Matcher matcher) {
        steps.take(matcher.tags().size());
        Match match = matcher.name();
        boolean whole = match != null && match.kind() == Match.Kind.EXACT;
        return new Question(facts, series.narrowedTo(matcher), match == null ? null : match.value(), whole, steps);
    }

    /** Whether what such a demand is about may be anything. */
    boolean leavesOpen(Facet.Kind kind) {
        return switch (kind) {
            case NAME, VALUE -> false;
            case TAG -> series.openTags();
            case MEASUREMENT -> series.measurement() == null;
        };
    }

    /** Whether it asks about several series at once. */
    boolean open() {
        boolean bucket = facts.target.type().equals(ResourceType.BUCKETS.text());
        return bucket && (series.measurement() == null || series.openTags());
    }

    /** The value of an attribute, or null if it is missing: of all resources of a type together, only that is known. */
    @Nullable
    String value(Attribute attribute) {
        String name = attribute.name();
        return switch (attribute.source()) {
            case RESOURCE -> ofResource(name);
            case ACTION ->
                name.equals("name")
                        ? facts.action.name()
                        : facts.action.attributes().get(name);
            case SUBJECT -> facts.asker.attribute(name);
            case CONTEXT -> facts.context.value(name);
        };
    }

    /** The same as an instant; null if it is missing, or none. */
    @Nullable
    Instant instant(Attribute attribute) {
        boolean ofRequest = attribute.source() == Attribute.Source.CONTEXT;
        Instant present = ofRequest ? facts.context.present(attribute.name()) : null;
        String value = present == null ? value(attribute) : null;
        return value == null ? present : steps.instant(value);
    }

    private @Nullable String ofResource(String name) {
        Target target = facts.target;
        if (name.equals("type")) {
            return target.type();
        }
        if (target.isAll()) {
            return null;
        }
        return switch (name) {
            case "name" -> target.name();
            case "id" -> target.id() == null ? target.name() : Id.print(target.id());
            default -> {
                String given = facts.resource.attributes().get(name);
                yield given != null ? given : facts.snapshot.directory().attribute(target, name);
            }
        };
    }
}
