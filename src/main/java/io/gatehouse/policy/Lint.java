package io.gatehouse.policy;

import io.gatehouse.decision.Match;
import io.gatehouse.decision.TagMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules that can never matter: that match nothing, or that lift nothing. In doubt it says nothing, so a rule
 * without a finding may still be idle. Used by one thread at a time.
 */
public final class Lint {
    /** About a second's worth. Where many rules are about one name, the grants that are left over then are in doubt. */
    private static final long MOST_COMPARISONS = 20_000_000;

    private static final int COMPARISONS_IN_A_BIT = 10_000;
    private static final int RULES_IN_A_BIT = 1_000;

    private final Map<String, Set<String>> declared;
    private final StoredRules storedRestrictions;
    private final StoredRules storedGrants;
    private List<Rule> restrictions = List.of();
    private List<Rule> grants = List.of();
    private boolean read;
    private final Map<String, List<Rule>> byExactName = new HashMap<>();
    private final List<Rule> byOtherName = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private long comparisons;
    private int next;

    Lint(Map<String, Set<String>> declared, StoredRules restrictions, StoredRules grants) {
        this.declared = declared;
        this.storedRestrictions = restrictions;
        this.storedGrants = grants;
    }

    /** Looks at the next rules, for about a millisecond; all findings once there are no more, else null. */
    public @Nullable List<Finding> more() {
        if (!read) {
            read = read();
            return null;
        }
        long end = comparisons + COMPARISONS_IN_A_BIT;
        for (int i = 0; i < RULES_IN_A_BIT && comparisons < end; i++) {
            if (next == restrictions.size() + grants.size()) {
                return findings;
            }
            look(next);
            next++;
        }
        return null;
    }

    /** Whether all rules are read. */
    private boolean read() {
        List<Rule> closing = storedRestrictions.more();
        List<Rule> opening = closing == null ? null : storedGrants.more();
        if (closing == null || opening == null) {
            return false;
        }
        restrictions = closing;
        grants = opening;
        for (Rule restriction : restrictions) {
            Match name = restriction.shape().name();
            if (name != null && name.kind() == Match.Kind.EXACT) {
                byExactName
                        .computeIfAbsent(name.value(), key -> new ArrayList<>())
                        .add(restriction);
            } else {
                byOtherName.add(restriction);
            }
        }
        return true;
    }

    private void look(int at) {
        if (at < restrictions.size()) {
            Rule restriction = restrictions.get(at);
            add(RuleKind.RESTRICTION, restriction, never(restriction.shape()));
            return;
        }
        Rule grant = grants.get(at - restrictions.size());
        String reason = never(grant.shape());
        add(RuleKind.GRANT, grant, reason == null ? idle(grant.shape()) : reason);
    }

    private void add(RuleKind kind, Rule rule, @Nullable String reason) {
        if (reason != null) {
            findings.add(new Finding(kind, rule.id(), reason));
        }
    }

    /** Why the rule can never match; null if it can, as far as is known. */
    private @Nullable String never(RuleShape shape) {
        if (!shape.ofBuckets()) {
            Set<String> actions = declared.get(shape.resourceType());
            if (actions == null) {
                return "can never match: resource type `" + shape.resourceType() + "` is not declared";
            }
            if (shape.actions().stream().noneMatch(actions::contains)) {
                return "can never match: resource type `" + shape.resourceType() + "` has none of its actions";
            }
        }
        for (ConditionText one : shape.conditions()) {
            if (shape.conditions().stream().anyMatch(other -> contradict(one, other))) {
                return "can never match: the conditions on `" + one.attribute() + "` exclude each other";
            }
        }
        return null;
    }

    /** Why the grant lifts nothing; null if it lifts something, as far as is known. */
    private @Nullable String idle(RuleShape grant) {
        Match name = grant.name();
        boolean lifts;
        if (name != null && name.kind() == Match.Kind.EXACT) {
            lifts = anyMeets(byExactName.getOrDefault(name.value(), List.of()), grant) || anyMeets(byOtherName, grant);
        } else {
            lifts = anyMeets(restrictions, grant);
        }
        return lifts ? null : "lifts nothing: no restriction closes any of what it matches";
    }

    private boolean anyMeets(List<Rule> candidates, RuleShape grant) {
        for (Rule restriction : candidates) {
            if (++comparisons > MOST_COMPARISONS || meet(restriction.shape(), grant)) {
                return true;
            }
        }
        return false;
    }

    private static boolean meet(RuleShape restriction, RuleShape grant) {
        return restriction.resourceType().equals(grant.resourceType())
                && restriction.actions().stream().anyMatch(grant.actions()::contains)
                && meet(restriction.name(), grant.name())
                && meet(restriction.measurement(), grant.measurement())
                && restriction.tags().stream()
                        .allMatch(tag -> grant.tags().stream().allMatch(other -> meet(tag, other)))
                && restriction.conditions().stream()
                        .allMatch(one -> grant.conditions().stream().noneMatch(other -> contradict(one, other)));
    }

    private static boolean meet(TagMatch one, TagMatch other) {
        return !one.key().equals(other.key()) || meet(one.value(), other.value());
    }

    private static boolean meet(@Nullable Match one, @Nullable Match other) {
        if (one == null || other == null) {
            return true;
        }
        return switch (one.kind()) {
            case EXACT -> other.matches(one.value());
            case PREFIX ->
                other.value().startsWith(one.value())
                        || (other.kind() == Match.Kind.PREFIX && one.value().startsWith(other.value()));
        };
    }

    private static boolean contradict(ConditionText one, ConditionText other) {
        if (!one.attribute().equals(other.attribute())) {
            return false;
        }
        Match mine = text(one);
        Match theirs = text(other);
        return mine != null && theirs != null && !meet(mine, theirs);
    }

    private static @Nullable Match text(ConditionText condition) {
        return switch (condition.match()) {
            case "exact" -> Match.exact(condition.value());
            case "prefix" -> Match.prefix(condition.value());
            default -> null;
        };
    }
}
