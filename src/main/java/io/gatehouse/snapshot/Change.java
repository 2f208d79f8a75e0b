package io.gatehouse.snapshot;

import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code policy_changes}: what a version changed.
 *
 * @param kind as the triggers name it: {@code bucket}, {@code membership}, {@code token}, …
 * @param guest of a token: its owner, where that is a user of the instance
 */
record Change(
        long version, String kind, long entity, @Nullable UserId guest) {
    private static final String ORGANIZATION = "organization";
    private static final String TOKEN = "token";
    private static final String SECRET = "secret";
    private static final String USER = "user";
    private static final String PASSWORD = "password";

    /** Rules are changed one by one; all else of a snapshot is read anew. */
    static final String RESTRICTION = "restriction";

    static final String GRANT = "grant";

    /** Tells the tokens' revisions. */
    void applyTo(Revisions revisions) {
        switch (kind) {
            case ORGANIZATION -> revisions.all(version);
            case TOKEN, SECRET -> revisions.token(new TokenId(entity), version);
            case USER -> revisions.user(new UserId(entity), version);
            default -> {
                // no token looks different for it
            }
        }
    }

    /** Whether what a snapshot holds beside its rules does not hold after this change. */
    boolean outdates(Loaded snapshot) {
        return switch (kind) {
            case TOKEN -> guest != null && !snapshot.users().contains(guest);
            case SECRET, PASSWORD, RESTRICTION, GRANT -> false;
            default -> true;
        };
    }
}
