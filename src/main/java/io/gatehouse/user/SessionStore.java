package io.gatehouse.user;

import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The table {@code sessions}. */
@ApplicationScoped
class SessionStore {
    private static final String LOCK_USER =
            "select id from users where org_id = ?1 and id = ?2 and status = 'active' for share";
    private static final String INSERT = "insert into sessions (org_id, hash, user_id, expires_at)"
            + " select org_id, cast(?2 as bytea), user_id, cast(?4 as timestamptz)"
            + " from passwords where org_id = ?1 and user_id = ?3 and hash = ?5 for share";
    private static final String FIND = "select user_id from sessions where hash = ?1 and expires_at > ?2";
    private static final String RENEW = "update sessions set expires_at = ?2 where hash = ?1 and expires_at < ?3";

    /**
     * Whoever sets another password or deactivates the user waits for this, and then ends the session, or this waits for
     * that and inserts none.
     * The user's row comes first, as where a user is renamed or deleted.
     */
    Uni<Void> insert(Transaction transaction, SignIn signIn, byte[] hash, Instant expiresAt) {
        long home = signIn.user().scope().organization();
        long user = signIn.user().id().value();
        return transaction
                .session()
                .createNativeQuery(LOCK_USER, Long.class)
                .setParameter(1, home)
                .setParameter(2, user)
                .getSingleResultOrNull()
                .chain(locked -> locked == null
                        ? Uni.createFrom().item(0)
                        : transaction
                                .session()
                                .createNativeQuery(INSERT)
                                .setParameter(1, home)
                                .setParameter(2, hash)
                                .setParameter(3, user)
                                .setParameter(4, expiresAt)
                                .setParameter(5, signIn.hash())
                                .executeUpdate())
                .invoke(inserted -> {
                    if (inserted == 0) {
                        throw new Failure(Failure.Kind.UNAUTHENTICATED, "unauthorized access");
                    }
                })
                .replaceWithVoid();
    }

    Uni<@Nullable UserId> find(Transaction transaction, byte[] hash, Instant now) {
        return transaction
                .session()
                .createNativeQuery(FIND, Long.class)
                .setParameter(1, hash)
                .setParameter(2, now)
                .getSingleResultOrNull()
                .map(id -> id == null ? null : new UserId(id));
    }

    /** Renews it, unless that happened since {@code staleBefore} would have been its end. */
    Uni<Void> renew(Transaction transaction, byte[] hash, Instant expiresAt, Instant staleBefore) {
        return transaction
                .session()
                .createNativeQuery(RENEW)
                .setParameter(1, hash)
                .setParameter(2, expiresAt)
                .setParameter(3, staleBefore)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> delete(Transaction transaction, byte[] hash) {
        return transaction
                .session()
                .createNativeQuery("delete from sessions where hash = ?1")
                .setParameter(1, hash)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> deleteExpired(Transaction transaction, Instant now) {
        return transaction
                .session()
                .createNativeQuery("delete from sessions where expires_at <= ?1")
                .setParameter(1, now)
                .executeUpdate()
                .replaceWithVoid();
    }
}
