package io.gatehouse.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One subject, one action and one whole database: finds out how far the subject may do it, before anything is known
 * that only a request can say. A rule whose conditions look at a request may hold or not.
 */
final class DatabaseLook {
    private final Question question;
    private final Decision together;
    private boolean anyGrant;
    private boolean sometimesClosed;

    private DatabaseLook(Question question, Decision together) {
        this.question = question;
        this.together = together;
    }

    static DatabaseLook of(
            PolicySnapshot snapshot, Subject subject, Asker asker, Action action, String database, Instant now) {
        Resource bucket = Resource.bucket(database);
        Question question = Question.of(snapshot, asker, action, bucket, Context.EMPTY);
        return new DatabaseLook(question, DecisionEngine.decide(snapshot, subject, action, bucket, Context.EMPTY, now));
    }

    /** Looks at every rule, where rules count, and tells the page of those that matter. */
    void collect(RulePage page) {
        if (!rulesCount()) {
            return;
        }
        snapshot().anyGrant(grant -> {
            if (matters(grant) != null) {
                anyGrant = true;
                page.add(grant.id());
            }
            return false;
        });
        snapshot().anyRestriction(restriction -> {
            if (matters(restriction)) {
                sometimesClosed |= isLeftOut(restriction.matcher()) && !isAlwaysOpened(restriction.matcher());
                page.add(restriction.id());
            }
            return false;
        });
    }

    /** What is found out, with those rules that are on the page. */
    ActionAccess access(RulePage page) {
        List<Restriction> restrictions = new ArrayList<>();
        List<AppliedGrant> grants = new ArrayList<>();
        for (RuleId id : rulesCount() ? page.ids() : List.<RuleId>of()) {
            Restriction restriction = snapshot().restriction(id);
            if (restriction != null && matters(restriction)) {
                restrictions.add(restriction);
            }
            Grant grant = snapshot().grant(id);
            AppliedGrant applied = grant == null ? null : matters(grant);
            if (applied != null) {
                grants.add(applied);
            }
        }
        return new ActionAccess(
                question.facts().action().name(),
                extent(),
                together.reason(),
                PermissionSources.of(question.facts()),
                restrictions,
                grants);
    }

    private Extent extent() {
        if (together.allowed()) {
            return sometimesClosed ? Extent.PART : Extent.FULL;
        }
        if (together.reason() != Reason.RESTRICTION) {
            return Extent.NONE;
        }
        boolean whollyClosed = snapshot().index().restriction(question) != null;
        return whollyClosed && !anyGrant ? Extent.NONE : Extent.PART;
    }

    private boolean rulesCount() {
        return switch (together.reason()) {
            case NO_RESTRICTION, GRANT, RESTRICTION -> true;
            case ORGANIZATION_INACTIVE,
                    TOKEN_UNKNOWN,
                    TOKEN_INACTIVE,
                    TOKEN_EXPIRED,
                    USER_UNKNOWN,
                    USER_INACTIVE,
                    MALFORMED,
                    ADMINISTRATOR,
                    NO_PERMISSION -> false;
        };
    }

    private boolean matters(Restriction restriction) {
        return matters(restriction.matcher(), restriction.actions(), true);
    }

    /** How the grant names the subject; null if it does not, or opens nothing here. */
    private @Nullable AppliedGrant matters(Grant grant) {
        return matters(grant.matcher(), grant.actions(), false) ? asker().applied(grant) : null;
    }

    /** Whether a rule matches some series of the database at some request. */
    private boolean matters(Matcher matcher, Set<String> actions, boolean inDoubt) {
        return actions.contains(question.facts().action().name())
                && matcher.resourceType().equals(question.facts().target().type())
                && (matcher.name() == null
                        || matcher.name().matches(question.facts().target().name()))
                && matcher.conditions().stream()
                        .allMatch(condition -> condition.dependsOnRequest() || condition.holds(question, inDoubt));
    }

    /** Whether the decision without a request left the restriction out. */
    private static boolean isLeftOut(Matcher matcher) {
        return matcher.conditions().stream().anyMatch(Condition::dependsOnRequest);
    }

    private boolean isAlwaysOpened(Matcher matcher) {
        return snapshot().index().grant(question.narrowedTo(matcher)) != null;
    }

    private PolicySnapshot snapshot() {
        return question.facts().snapshot();
    }

    private Asker asker() {
        return question.facts().asker();
    }
}
