package io.gatehouse.decision;

import java.time.Instant;

/** The first step of a decision: whether the subject may ask for anything at all. */
sealed interface Admission permits Asker, Admission.Refused {
    /** The answer to a subject that may not. */
    record Refused(Decision decision) implements Admission {}

    Admission ORGANIZATION_INACTIVE = refused(Reason.ORGANIZATION_INACTIVE);
    Admission TOKEN_UNKNOWN = refused(Reason.TOKEN_UNKNOWN);
    Admission TOKEN_INACTIVE = refused(Reason.TOKEN_INACTIVE);
    Admission TOKEN_EXPIRED = refused(Reason.TOKEN_EXPIRED);
    Admission USER_UNKNOWN = refused(Reason.USER_UNKNOWN);
    Admission USER_INACTIVE = refused(Reason.USER_INACTIVE);

    static Admission of(Steps steps, PolicySnapshot snapshot, Subject subject, Instant now) {
        if (!snapshot.active()) {
            return ORGANIZATION_INACTIVE;
        }
        if (subject instanceof Subject.OfToken bearer) {
            return ofToken(steps, snapshot, bearer, now);
        }
        if (subject instanceof Subject.OfUser user) {
            return ofUser(steps, snapshot, user);
        }
        return TOKEN_UNKNOWN;
    }

    private static Admission ofToken(Steps steps, PolicySnapshot snapshot, Subject.OfToken bearer, Instant now) {
        Token token = bearer.token();
        if (!token.organizationActive()) {
            return ORGANIZATION_INACTIVE;
        }
        if (!token.active()) {
            return TOKEN_INACTIVE;
        }
        if (token.expired(now)) {
            return TOKEN_EXPIRED;
        }
        Asker asker = Asker.of(steps, snapshot, token, bearer.roles());
        // The token and the organization may have heard of a suspension at different times: either counts.
        boolean userActive = token.userActive()
                && (asker.member() == null || asker.member().user().active());
        return userActive ? asker : USER_INACTIVE;
    }

    private static Admission ofUser(Steps steps, PolicySnapshot snapshot, Subject.OfUser user) {
        Member member = snapshot.directory().member(user.nameOrId());
        if (member == null) {
            return USER_UNKNOWN;
        }
        return member.user().active() ? Asker.of(steps, snapshot, member, user.roles()) : USER_INACTIVE;
    }

    private static Admission refused(Reason reason) {
        return new Refused(Decision.denied(reason));
    }
}
