package io.gatehouse.decision;

import org.jspecify.annotations.Nullable;

/** One walk through the index, with what it has found so far. */
final class Search {
    private final Question question;
    private final Shape shape;
    private final boolean stopsAtGrant;
    private @Nullable Probes probes;
    private @Nullable Rule restriction;
    private @Nullable Rule grant;

    /** Whether to stop at the first grant, also where there is no restriction. */
    Search(Question question, Shape shape, boolean stopsAtGrant) {
        this.question = question;
        this.shape = shape;
        this.stopsAtGrant = stopsAtGrant;
    }

    Question question() {
        return question;
    }

    Steps steps() {
        return question.steps();
    }

    @Nullable
    Rule restriction() {
        return restriction;
    }

    @Nullable
    Rule grant() {
        return grant;
    }

    /** Made when they are first asked for: few rules are compared one by one. */
    Probes probes() {
        Probes made = probes;
        if (made == null) {
            made = new Probes(question, shape);
            probes = made;
        }
        return made;
    }

    /** See {@link Probes#mayMeet}; without probes, everything may. */
    boolean mayMeet(int sign) {
        return probes == null || probes.mayMeet(sign);
    }

    /** Whether it ends with the rules of this place, which match. */
    boolean endsWith(RulePlace place) {
        if (restriction == null) {
            restriction = place.restriction(question);
        }
        if (grant == null) {
            grant = place.grant(question);
        }
        return grant != null && (stopsAtGrant || restriction != null);
    }
}
