package io.gatehouse.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.PepperRing;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.SecretHash;
import io.gatehouse.platform.Turns;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashing and checking passwords, off the event loop and bounded.
 *
 * <p>One Argon2 takes tens of milliseconds and 19 MiB, so no more than two run at once, on half of the processors, and a
 * few dozen wait; more is refused. The organizations take turns, and all who show a password that can be nobody's have
 * one turn together: nearly all that are wrong, as {@link SignInStore} tells from the discriminators. So whoever guesses
 * keeps nobody waiting who knows a password.
 *
 * <p>A password that was right is remembered for a minute as an HMAC under a key that never leaves this process, bound
 * to the stored hash, so that a stream of Basic requests costs one Argon2 and a changed password holds at once.
 */
@ApplicationScoped
class Passwords {
    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 72;
    private static final int DISCRIMINATOR_BYTES = 2;
    private static final int MOST_AT_ONCE = 2;
    private static final int MOST_OF_ONE = 64;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final String HMAC = "HmacSHA256";

    private final PepperRing peppers;
    private final Turns turns;
    private final SecretKeySpec key;
    private final String decoy;
    private final Cache<String, Boolean> verified = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    @Inject
    Passwords(PepperRing peppers, Ticker ticker) {
        this(peppers, turns(ticker));
    }

    Passwords(PepperRing peppers, Turns turns) {
        this.peppers = peppers;
        this.turns = turns;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, HMAC);
        decoy = Argon2.hash("somebody who does not exist");
    }

    private static Turns turns(Ticker ticker) {
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new Turns(
                Infrastructure.getDefaultExecutor(),
                ticker,
                new Turns.Bounds(Math.min(MOST_AT_ONCE, half), MOST_OF_ONE, LONGEST),
                "too many passwords are being checked");
    }

    /** Refuses a password that InfluxDB would refuse, then hashes it for a user of that home. */
    Uni<StoredPassword> hash(Scope home, String name, String password) {
        return hash(home, name, password, MIN_LENGTH);
    }

    /** As {@link #hash(Scope, String, String)}, down to another length: InfluxDB Enterprise knows no minimum. */
    Uni<StoredPassword> hash(Scope home, String name, String password, int shortest) {
        if (password.length() < shortest || password.length() > MAX_LENGTH) {
            throw Failure.invalid("passwords must be between " + shortest + " and " + MAX_LENGTH + " characters long");
        }
        String discriminator = print(peppers.hash(discriminated(name, password)));
        return turns.take(home, () -> new StoredPassword(Argon2.hash(password), discriminator));
    }

    /** What a password may be kept with, one for each pepper. */
    List<String> discriminators(String name, String password) {
        return peppers.hashes(discriminated(name, password)).stream()
                .map(Passwords::print)
                .toList();
    }

    /**
     * Whether it is the password of a user of that home.
     *
     * @param hash the stored hash
     */
    Uni<Boolean> verify(Scope home, String password, String hash) {
        if (password.length() > MAX_LENGTH) {
            return Uni.createFrom().item(false);
        }
        String remembered = remember(password, hash);
        if (verified.getIfPresent(remembered) != null) {
            return Uni.createFrom().item(true);
        }
        return turns.take(home, () -> Argon2.verify(password, hash)).invoke(correct -> {
            if (correct) {
                verified.put(remembered, true);
            }
        });
    }

    /** Takes the time that a check takes, of a password that can be nobody's. */
    Uni<Void> verifyNobody(String password) {
        return password.length() > MAX_LENGTH
                ? Uni.createFrom().voidItem()
                : turns.take(new Nobody(), () -> Argon2.verify(password, decoy)).replaceWithVoid();
    }

    private static String discriminated(String name, String password) {
        return "password discriminator\0" + name + '\0' + password;
    }

    private static String print(SecretHash hash) {
        return hash.kid() + ':' + HexFormat.of().formatHex(hash.value(), 0, DISCRIMINATOR_BYTES);
    }

    private String remember(String password, String hash) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(hash.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whose turn it is to check what can be nobody's. */
    private record Nobody() {}
}
