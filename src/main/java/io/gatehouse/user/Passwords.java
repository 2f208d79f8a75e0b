package io.gatehouse.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.PepperRing;
import io.gatehouse.platform.SecretHash;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashing and checking passwords, off the event loop and bounded.
 *
 * <p>One Argon2 takes tens of milliseconds and 19 MiB, so a few run at once and a few dozen wait; more is refused. A
 * password that was right is remembered for a minute as an HMAC under a key that never leaves this process, bound to
 * the stored hash, so that a stream of Basic requests costs one Argon2 and a changed password holds at once.
 */
@ApplicationScoped
class Passwords {
    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 72;
    private static final int DISCRIMINATOR_BYTES = 2;
    private static final int CONCURRENT = 2;
    private static final int WAITING = 64;
    private static final String HMAC = "HmacSHA256";

    private final PepperRing peppers;
    private final WorkerExecutor worker;
    private final AtomicInteger pending = new AtomicInteger();
    private final SecretKeySpec key;
    private final String decoy;
    private final Cache<String, Boolean> verified = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    Passwords(Vertx vertx, PepperRing peppers) {
        this.peppers = peppers;
        worker = vertx.createSharedWorkerExecutor("passwords", CONCURRENT);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, HMAC);
        decoy = Argon2.hash("somebody who does not exist");
    }

    /** Refuses a password that InfluxDB would refuse, then hashes it. */
    Uni<StoredPassword> hash(String name, String password) {
        return hash(name, password, MIN_LENGTH);
    }

    /** As {@link #hash(String, String)}, down to another length: InfluxDB Enterprise knows no minimum. */
    Uni<StoredPassword> hash(String name, String password, int shortest) {
        if (password.length() < shortest || password.length() > MAX_LENGTH) {
            throw Failure.invalid("passwords must be between " + shortest + " and " + MAX_LENGTH + " characters long");
        }
        String discriminator = print(peppers.hash(discriminated(name, password)));
        return onWorker(() -> new StoredPassword(Argon2.hash(password), discriminator));
    }

    /** What a password may be kept with, one for each pepper. */
    List<String> discriminators(String name, String password) {
        return peppers.hashes(discriminated(name, password)).stream()
                .map(Passwords::print)
                .toList();
    }

    /** @param hash the stored hash; absent: the answer is no, after the time that a check takes */
    Uni<Boolean> verify(String password, @Nullable String hash) {
        if (password.length() > MAX_LENGTH) {
            return Uni.createFrom().item(false);
        }
        String remembered = hash == null ? "" : remember(password, hash);
        if (hash != null && verified.getIfPresent(remembered) != null) {
            return Uni.createFrom().item(true);
        }
        return onWorker(() -> Argon2.verify(password, hash == null ? decoy : hash) && hash != null)
                .invoke(correct -> {
                    if (correct) {
                        verified.put(remembered, true);
                    }
                });
    }

    private static String discriminated(String name, String password) {
        return "password discriminator\0" + name + '\0' + password;
    }

    private static String print(SecretHash hash) {
        return hash.kid() + ':' + HexFormat.of().formatHex(hash.value(), 0, DISCRIMINATOR_BYTES);
    }

    private <T> Uni<T> onWorker(Callable<T> work) {
        return Uni.createFrom().deferred(() -> {
            if (pending.incrementAndGet() > WAITING) {
                pending.decrementAndGet();
                throw new Failure(Failure.Kind.TOO_MANY_REQUESTS, "too many passwords are being checked");
            }
            return Uni.createFrom()
                    .completionStage(() -> worker.executeBlocking(work, false).toCompletionStage())
                    .onTermination()
                    .invoke(pending::decrementAndGet);
        });
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
}
