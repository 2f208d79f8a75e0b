package io.gatehouse.decision;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides on all resources of a type together: each restriction that can match one of them needs a grant that covers it. */
final class WholeType {
    private final Question question;
    private final PolicySnapshot snapshot;
    private @Nullable Decision opened;
    private @Nullable Decision closed;

    private WholeType(Question question) {
        this.question = question;
        this.snapshot = question.facts().snapshot();
    }

    static Decision decide(Question question) {
        return new WholeType(question).decide();
    }

    private Decision decide() {
        if (!snapshot.index().restricts(question)) {
            return Decision.UNRESTRICTED;
        }
        question.steps().require(snapshot.index().restrictions());
        if (!snapshot.anyRestriction(this::staysClosed)) {
            return opened == null ? Decision.UNRESTRICTED : opened;
        }
        return Objects.requireNonNull(closed);
    }

    private boolean staysClosed(Restriction restriction) {
        question.steps().take(1 + restriction.matcher().conditions().size());
        if (!matters(restriction)) {
            return false;
        }
        Matcher matcher = restriction.matcher();
        Rule grant = snapshot.index().grant(question.ofAll(matcher));
        if (grant == null) {
            closed = Decision.closedBy(restriction.id());
            return true;
        }
        opened = Decision.openedBy(grant.id());
        return false;
    }

    /** Whether it may close one of the resources; of what resources have, nothing is known. */
    private boolean matters(Restriction restriction) {
        Matcher matcher = restriction.matcher();
        return restriction.actions().contains(question.action())
                && matcher.resourceType().equals(question.type())
                && matcher.conditions().stream()
                        .allMatch(condition -> condition.looksAtResource() || condition.holds(question, true));
    }
}
