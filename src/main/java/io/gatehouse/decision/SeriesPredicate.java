package io.gatehouse.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * On which series of a bucket an action is allowed. Exactly those: whatever a well-formed series, the predicate holds
 * for it if and only if {@link DecisionEngine} allows the action on it.
 *
 * @param condition only of {@link Mode#CONDITION}
 */
public record SeriesPredicate(Mode mode, @Nullable SeriesCondition condition) {
    /** Restrictions, or grants, that a condition may be made of. */
    private static final int MOST = 1_000;

    /** Of matchers: as many as 1,000 restrictions and 1,000 grants on a tag need, each of which takes some 50 ns. */
    private static final long MOST_COMPARISONS = 8_000_000;

    /** In the texts of a condition. */
    private static final long MOST_CHARACTERS = 1_048_576;

    private static final SeriesPredicate ALL = new SeriesPredicate(Mode.ALL, null);
    private static final SeriesPredicate NONE = new SeriesPredicate(Mode.NONE, null);
    private static final SeriesPredicate TOO_LARGE = new SeriesPredicate(Mode.TOO_LARGE, null);

    /** What there is to say. */
    public enum Mode {
        ALL,
        NONE,
        CONDITION,
        /** More rules meet here than a condition may be made of. */
        TOO_LARGE
    }

    /**
     * Finds the predicate for the series that a question about a bucket leaves open.
     *
     * @param bucket with its tags left open, and perhaps its measurement
     */
    public static SeriesPredicate of(
            PolicySnapshot snapshot, Subject subject, Action action, Resource bucket, Context context, Instant now) {
        Decision together = DecisionEngine.decide(snapshot, subject, action, bucket, context, now);
        if (together.allowed()) {
            return ALL;
        }
        if (together.reason() != Reason.RESTRICTION
                || !(Admission.of(Steps.unlimited(), snapshot, subject, now) instanceof Asker asker)) {
            return NONE;
        }
        Question question = Question.of(snapshot, asker, action, bucket, context);
        RuleIndex index = snapshot.index();
        Set<SeriesPattern> grants = patterns(question, index::anyGrant);
        boolean whollyClosed = index.restriction(question) != null;
        Set<SeriesPattern> restrictions = whollyClosed ? Set.of() : patterns(question, index::anyRestriction);
        if (isTooMuch(restrictions, grants)) {
            return TOO_LARGE;
        }
        return whollyClosed ? opened(widest(grants)) : of(widest(restrictions), widest(grants));
    }

    /** To compare each with every other, or to answer. */
    private static boolean isTooMuch(Set<SeriesPattern> restrictions, Set<SeriesPattern> grants) {
        long matches = 0;
        long characters = 0;
        for (SeriesPattern pattern :
                Stream.concat(restrictions.stream(), grants.stream()).toList()) {
            matches += pattern.matches();
            characters += pattern.characters();
        }
        long patterns = restrictions.size() + (long) grants.size();
        return restrictions.size() > MOST
                || grants.size() > MOST
                || patterns * matches > MOST_COMPARISONS
                || characters > MOST_CHARACTERS;
    }

    /** Of a bucket that is closed but for what grants open. */
    private static SeriesPredicate opened(List<SeriesPattern> grants) {
        return grants.isEmpty() ? NONE : new SeriesPredicate(Mode.CONDITION, any(grants));
    }

    private static SeriesPredicate of(List<SeriesPattern> restrictions, List<SeriesPattern> grants) {
        List<SeriesPattern> closed = restrictions.stream()
                .filter(restriction -> grants.stream().noneMatch(grant -> grant.covers(restriction)))
                .toList();
        if (closed.isEmpty()) {
            return ALL;
        }
        List<SeriesCondition> ways = new ArrayList<>();
        ways.add(new SeriesCondition.Not(any(closed)));
        grants.stream()
                .filter(grant -> closed.stream().anyMatch(grant::overlaps))
                .forEach(grant -> ways.add(grant.condition()));
        return new SeriesPredicate(Mode.CONDITION, ways.size() == 1 ? ways.get(0) : new SeriesCondition.Or(ways));
    }

    private static SeriesCondition any(List<SeriesPattern> patterns) {
        List<SeriesCondition> parts =
                patterns.stream().map(SeriesPattern::condition).toList();
        return parts.size() == 1 ? parts.get(0) : new SeriesCondition.Or(parts);
    }

    /** The patterns of all rules made for the subject that may match; of too many, only so many as to show it. */
    private static Set<SeriesPattern> patterns(Question question, BiPredicate<Question, Predicate<Rule>> anyPossible) {
        boolean measurementKnown = question.series().measurement() != null;
        Set<SeriesPattern> patterns = new LinkedHashSet<>();
        boolean unused = anyPossible.test(question, rule -> {
            patterns.add(SeriesPattern.of(rule.matcher(), measurementKnown));
            return patterns.size() > MOST;
        });
        return patterns;
    }

    /** Without those that another one covers: they say nothing more. */
    private static List<SeriesPattern> widest(Set<SeriesPattern> patterns) {
        return patterns.stream()
                .filter(pattern ->
                        patterns.stream().noneMatch(other -> !other.equals(pattern) && other.covers(pattern)))
                .toList();
    }
}
