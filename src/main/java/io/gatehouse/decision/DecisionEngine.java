package io.gatehouse.decision;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides whether a subject may do an action to a resource, from nothing but what it is given. */
public final class DecisionEngine {
    /** No resource has it, so only what is held on all of a type covers it. */
    private static final String EVERY_NAME = "";

    private DecisionEngine() {}

    /**
     * Decides one question. The first step that applies wins:
     *
     * <ol>
     *   <li>Somebody or something is unknown, inactive, expired or malformed: denied.
     *   <li>The subject administers the organization that the resource belongs to: allowed.
     *   <li>No permission of the subject covers the action on the resource: denied.
     *   <li>No restriction matches: allowed.
     *   <li>A grant matches and names the subject: allowed.
     *   <li>Denied.
     * </ol>
     *
     * <p>Series that the question leaves open are allowed only together: every restriction that might match one of them
     * needs a grant that matches all that the restriction does.
     */
    public static Decision decide(
            PolicySnapshot snapshot, Subject subject, Action action, Resource resource, Context context, Instant now) {
        return decide(Steps.unlimited(), snapshot, subject, action, resource, context, now);
    }

    /** As {@link #decide}, but null if these steps are used up before the answer is found. */
    public static @Nullable Decision decideWithin(
            Steps steps,
            PolicySnapshot snapshot,
            Subject subject,
            Action action,
            Resource resource,
            Context context,
            Instant now) {
        try {
            return decide(steps, snapshot, subject, action, resource, context, now);
        } catch (Steps.UsedUp usedUp) {
            return null;
        }
    }

    private static Decision decide(
            Steps steps,
            PolicySnapshot snapshot,
            Subject subject,
            Action action,
            Resource resource,
            Context context,
            Instant now) {
        Admission admission = Admission.of(steps, snapshot, subject, now);
        if (admission instanceof Admission.Refused refused) {
            return refused.decision();
        }
        if (malformed(steps, action, resource)) {
            return Decision.MALFORMED;
        }
        Question question = Question.of(steps, snapshot, (Asker) admission, action, resource, context);
        Decision settled = decideWithoutRules(question);
        return settled == null ? decideByRules(question) : settled;
    }

    /** The second and the third step; null if the rules decide. */
    static @Nullable Decision decideWithoutRules(Question question) {
        Question.Facts facts = question.facts();
        OrganizationId organization = facts.snapshot().organization();
        Target target = facts.target();
        if (facts.asker().administers(organization, target)) {
            return Decision.ADMINISTRATOR;
        }
        String action = facts.action().name();
        if (!facts.snapshot().directory().knows(target.type(), action)
                || !facts.asker().may(organization, action, target)) {
            // As it was asked for: an id or a name that we looked up would tell what there is to who may not see it.
            Resource asked = facts.resource();
            return Decision.missing(Permission.named(organization, action, asked.type(), asked.name()));
        }
        return null;
    }

    /** The other steps. */
    static Decision decideByRules(Question question) {
        RuleIndex index = question.facts().snapshot().index();
        return question.open() ? decideTogether(index, question) : decideOne(index, question);
    }

    /**
     * Decides on all resources of a type together, also on those that there may be one day: as {@link #decideWithin},
     * but allowed only if the subject may do it to each of them. What is not known of some resource is in doubt.
     */
    public static @Nullable Decision decideAllWithin(
            Steps steps,
            PolicySnapshot snapshot,
            Subject subject,
            Action action,
            String type,
            Context context,
            Instant now) {
        try {
            return decideAll(steps, snapshot, subject, action, type, context, now);
        } catch (Steps.UsedUp usedUp) {
            return null;
        }
    }

    private static Decision decideAll(
            Steps steps,
            PolicySnapshot snapshot,
            Subject subject,
            Action action,
            String type,
            Context context,
            Instant now) {
        Admission admission = Admission.of(steps, snapshot, subject, now);
        if (admission instanceof Admission.Refused refused) {
            return refused.decision();
        }
        if (badName(steps, action.name()) || badName(steps, type)) {
            return Decision.MALFORMED;
        }
        Asker asker = (Asker) admission;
        OrganizationId organization = snapshot.organization();
        Target all = new Target(type, null, EVERY_NAME, true);
        if (asker.administers(organization, all)) {
            return Decision.ADMINISTRATOR;
        }
        if (!snapshot.directory().knows(type, action.name()) || !asker.may(organization, action.name(), all)) {
            return Decision.missing(Permission.in(organization, action.name(), type));
        }
        Resource resource = Resource.of(type, EVERY_NAME, Map.of());
        return WholeType.decide(
                Question.of(steps, new Question.Facts(snapshot, asker, action, resource, context, all)));
    }

    private static Decision decideOne(RuleIndex index, Question question) {
        return decide(index.search(question));
    }

    /** The last three steps, of a question that leaves no series open. */
    static Decision decide(Search found) {
        Rule restriction = found.restriction();
        if (restriction == null) {
            return Decision.UNRESTRICTED;
        }
        Rule grant = found.grant();
        return grant == null ? Decision.closedBy(restriction.id()) : Decision.openedBy(grant.id());
    }

    private static Decision decideTogether(RuleIndex index, Question question) {
        if (!index.restricts(question)) {
            return Decision.UNRESTRICTED;
        }
        Rule wide = index.grant(question);
        if (wide == null) {
            return new Coverage(index, question).decide();
        }
        return index.anyRestriction(question, restriction -> true)
                ? Decision.openedBy(wide.id())
                : Decision.UNRESTRICTED;
    }

    static boolean malformed(Steps steps, Action action, Resource resource) {
        return badName(steps, action.name())
                || badName(steps, resource.type())
                || badName(steps, resource.name())
                || malformed(steps, resource.measurement(), resource.tags());
    }

    /** Whether no series can be so. */
    static boolean malformed(Steps steps, @Nullable String measurement, @Nullable Map<String, String> tags) {
        if (measurement != null && badName(steps, measurement)) {
            return true;
        }
        if (tags != null) {
            for (Map.Entry<String, String> tag : tags.entrySet()) {
                if (badName(steps, tag.getKey()) || badText(steps, tag.getValue())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean badName(Steps steps, String name) {
        return name.isEmpty() || badText(steps, name);
    }

    private static boolean badText(Steps steps, String text) {
        steps.takeToLookAt(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= '\n' && (c == '\n' || c == '\0')) {
                return true;
            }
        }
        return false;
    }

    /** Looks for a restriction that might match one of the open series and that no grant covers. */
    private static final class Coverage {
        private final RuleIndex index;
        private final Question question;
        private @Nullable Decision decision;

        Coverage(RuleIndex index, Question question) {
            this.index = index;
            this.question = question;
        }

        Decision decide() {
            index.anyRestriction(question, this::staysClosed);
            return decision == null ? Decision.UNRESTRICTED : decision;
        }

        private boolean staysClosed(Rule restriction, @Nullable Rule beside) {
            Rule grant = beside == null ? index.grant(question.narrowedTo(restriction.matcher())) : beside;
            if (grant == null) {
                decision = Decision.closedBy(restriction.id());
                return true;
            }
            if (decision == null) {
                decision = Decision.openedBy(grant.id());
            }
            return false;
        }
    }
}
