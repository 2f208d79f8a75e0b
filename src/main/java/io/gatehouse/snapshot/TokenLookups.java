package io.gatehouse.snapshot;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.PepperRing;
import io.gatehouse.platform.SecretHash;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Look-ups of tokens in the database: one at a time for each secret, and not more than so many altogether, so that a
 * flood of invented secrets or ids takes neither the connections nor the memory.
 */
@Singleton
class TokenLookups {
    private final SecretStore store;
    private final PepperRing peppers;
    private final SnapshotConfig config;
    private final Semaphore places;
    private final Map<SecretHash, Uni<@Nullable FoundToken>> running = new ConcurrentHashMap<>();

    TokenLookups(SecretStore store, PepperRing peppers, SnapshotConfig config) {
        this.store = store;
        this.peppers = peppers;
        this.config = config;
        this.places = new Semaphore(config.maxLookups());
    }

    /** Looks the secret up, or waits for who is doing that; null if nobody issued it. */
    Uni<@Nullable FoundToken> find(String secret, SecretHash hash) {
        return running.computeIfAbsent(
                hash,
                key -> Uni.createFrom()
                        .deferred(() -> begun(secret))
                        .onTermination()
                        .invoke(() -> running.remove(key))
                        .memoize()
                        .indefinitely());
    }

    /** Looks the organization's token with this id up; null if it has none. */
    Uni<@Nullable Token> find(OrganizationId organization, TokenId id) {
        return bounded(() -> store.find(organization, id));
    }

    /** Waits for the database as long as requests do. */
    <T> Uni<T> patiently(Uni<T> work) {
        return Waiting.atMost(config.patience(), work);
    }

    private Uni<@Nullable FoundToken> begun(String secret) {
        return bounded(() -> store.find(peppers.hashes(secret)));
    }

    private <T extends @Nullable Object> Uni<T> bounded(Supplier<Future<T>> look) {
        if (!places.tryAcquire()) {
            throw Failure.unavailable("too many tokens are being looked up");
        }
        // A place is free when the database has answered, not when nobody waits for it any more.
        var found = look.get().onComplete(done -> places.release());
        return Uni.createFrom()
                .completionStage(found::toCompletionStage)
                .ifNoItem()
                .after(config.patience())
                .failWith(() -> Failure.unavailable("the database did not answer in time"));
    }
}
