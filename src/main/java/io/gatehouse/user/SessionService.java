package io.gatehouse.user;

import io.gatehouse.platform.Database;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Signed-in users. A session's cookie is 256 random bits, kept as their SHA-256: there is nothing to guess, so a slow
 * hash would protect nothing. It holds on every instance, and ends on all of them, since it is looked up each time.
 */
@ApplicationScoped
public class SessionService {
    /** How long a session lives after its last use. */
    public static final Duration LIFETIME = Duration.ofMinutes(60);

    private static final Duration RENEWAL = Duration.ofMinutes(1);

    private final Database database;
    private final SessionStore store;
    private final UserService users;
    private final Clock clock;

    SessionService(Database database, SessionStore store, UserService users, Clock clock) {
        this.database = database;
        this.store = store;
        this.users = users;
        this.clock = clock;
    }

    /**
     * Starts a session; answers the value of its cookie.
     *
     * @throws Failure UNAUTHENTICATED, as the result, if the user is inactive or its password another by now
     */
    public Uni<String> start(SignIn signIn) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Instant now = clock.instant();
        return database.unrecorded(
                        signIn.user().scope(),
                        transaction -> store.insert(transaction, signIn, hash(cookie), now.plus(LIFETIME))
                                .chain(() -> store.deleteExpired(transaction, now)))
                .replaceWith(cookie);
    }

    /**
     * The user of a session, which lives on from here if the user is active; nothing if there is none or it has ended.
     */
    public Uni<@Nullable User> find(String cookie) {
        byte[] hash = hash(cookie);
        Instant now = clock.instant();
        Instant end = now.plus(LIFETIME);
        return database.unrecorded(
                Scope.instance(),
                transaction -> store.find(transaction, hash, now)
                        .<@Nullable User>chain(user -> user == null
                                ? Uni.createFrom().nullItem()
                                : users.find(transaction, new UserFilter(user, null))
                                        .call(found -> found != null && found.active()
                                                ? store.renew(transaction, hash, end, end.minus(RENEWAL))
                                                : Uni.createFrom().voidItem())));
    }

    public Uni<Void> end(String cookie) {
        return database.unrecorded(Scope.instance(), transaction -> store.delete(transaction, hash(cookie)));
    }

    private static byte[] hash(String cookie) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(cookie.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
