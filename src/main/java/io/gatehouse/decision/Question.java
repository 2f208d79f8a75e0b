package io.gatehouse.decision;

import org.jspecify.annotations.Nullable;

/** What is asked, resolved: the facts that conditions look at, and the series that the rules are searched for. */
final class Question {
    private final Facts facts;
    private final Series series;
    private final RuleIndex.Place place;
    private @Nullable Signs signs;

    private Question(Facts facts, Series series, RuleIndex.Place place) {
        this.facts = facts;
        this.series = series;
        this.place = place;
    }

    /** What stays the same for every series of one question. */
    record Facts(
            PolicySnapshot snapshot, Asker asker, Action action, Resource resource, Context context, Target target) {}

    static Question of(Facts facts) {
        Resource resource = facts.resource;
        boolean bucket = resource.type().equals(ResourceType.BUCKETS.text());
        Series series = bucket ? Series.of(resource.measurement(), resource.tags()) : Series.NONE;
        return new Question(facts, series, new RuleIndex.Place(facts.action.name(), resource.type()));
    }

    Asker asker() {
        return facts.asker;
    }

    Series series() {
        return series;
    }

    RuleIndex.Place place() {
        return place;
    }

    /** The signs of the series, made when they are first asked for. */
    Signs signs() {
        Signs made = signs;
        if (made == null) {
            made = Signs.of(series);
            signs = made;
        }
        return made;
    }

    /** The same question about those of its series that the matcher matches, too. */
    Question narrowedTo(Matcher matcher) {
        return new Question(facts, series.narrowedTo(matcher), place);
    }

    /** Whether it asks about several series at once. */
    boolean open() {
        boolean bucket = facts.target.type().equals(ResourceType.BUCKETS.text());
        return bucket && (series.measurement() == null || series.openTags());
    }

    String name() {
        return facts.target.name();
    }

    /** The value of an attribute, or null if it is missing. */
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

    private @Nullable String ofResource(String name) {
        Target target = facts.target;
        return switch (name) {
            case "type" -> target.type();
            case "name" -> target.name();
            case "id" -> target.id() == null ? target.name() : Id.print(target.id());
            default -> {
                String given = facts.resource.attributes().get(name);
                yield given != null ? given : facts.snapshot.directory().attribute(target, name);
            }
        };
    }
}
