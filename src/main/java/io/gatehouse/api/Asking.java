package io.gatehouse.api;

import io.gatehouse.decision.Context;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.Subject;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Failure;
import java.time.Instant;
import java.util.Set;

/**
 * A caller who asks about one organization. A caller's token is no older than the snapshot.
 *
 * @param entitled whether it may ask about others
 * @param tokens those that the questions are about
 */
public record Asking(Caller caller, PolicySnapshot snapshot, AskedTokens tokens, boolean entitled, Instant now) {
    /** A name that no user can have. */
    private static final String NOBODY = "";

    /** The caller itself. */
    public Subject itself() {
        Token own = caller.token();
        return own == null ? Subject.user(caller.user().toString()) : Subject.token(own);
    }

    /**
     * The subject that a question is about; one of another organization is an unknown one.
     *
     * @throws Failure FORBIDDEN if it is not the caller's to ask
     */
    public Subject subject(AskedSubject about) {
        if (about.isToken()) {
            return token(about);
        }
        boolean isUser = about.isUser() || snapshot.standsForUsers(about.type());
        UserId user = isUser ? snapshot.user(about.id()) : null;
        requireEntitled(caller.token() == null && caller.user().equals(user));
        // By its id: a name could come to mean somebody else between the look-up here and the decision's.
        return user == null ? Subject.user(NOBODY) : Subject.user(user.toString(), roles(about, user));
    }

    /**
     * What rules see of the request. A caller that may ask about others may say which time it is, as the standard lets
     * it; for all others, and where it says none, it is the present time.
     */
    public Context context(Context given) {
        return (entitled ? given : given.withoutTime()).at(now);
    }

    private Subject token(AskedSubject about) {
        Token token = tokens.of(about);
        requireEntitled(token != null && isCaller(token));
        return token == null || !belongs(token) ? Subject.unknown() : Subject.token(token, roles(about, token.user()));
    }

    /** Whoever asks about itself gains no role by saying so. */
    private Set<String> roles(AskedSubject about, UserId user) {
        return user.equals(caller.user()) ? Set.of() : about.roles();
    }

    private boolean belongs(Token token) {
        return token.organization().equals(organization())
                || token.permissions().operator();
    }

    private boolean isCaller(Token token) {
        Token own = caller.token();
        return own != null && own.id().equals(token.id());
    }

    private void requireEntitled(boolean aboutItself) {
        if (!aboutItself && !entitled) {
            throw Failure.forbidden("asking about another subject takes " + need(organization()));
        }
    }

    /** What it takes to ask about anyone in an organization. */
    static Permission need(OrganizationId organization) {
        return Permission.in(organization, Permission.READ, ResourceType.AUTHORIZATIONS.text());
    }

    private OrganizationId organization() {
        return snapshot.organization();
    }
}
