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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Look-ups of tokens in the database: one at a time for each secret, and those that wait for a connection together. There
 * are so many connections and places to wait and no more, so that a flood of invented secrets takes neither the
 * connections that load policy nor the memory.
 */
@Singleton
class TokenLookups {
    private static final int MOST_AT_ONCE = 64;

    private final SecretStore store;
    private final PepperRing peppers;
    private final SnapshotConfig config;
    private final Map<SecretHash, Lookup> running = new HashMap<>();
    private final Deque<Lookup> waiting = new ArrayDeque<>();
    private int busy;
    private int named;

    TokenLookups(SecretStore store, PepperRing peppers, SnapshotConfig config) {
        this.store = store;
        this.peppers = peppers;
        this.config = config;
    }

    /**
     * Looks the secret up, or waits for who is doing that, however long it takes; null if nobody issued it.
     *
     * @throws Failure UNAVAILABLE, as the result, if too many wait for the database
     */
    Uni<@Nullable FoundToken> find(String secret, SecretHash hash) {
        // A copy, because whoever stops waiting cancels what he waits for.
        return Uni.createFrom()
                .completionStage(() -> enqueue(secret, hash).answer().copy());
    }

    /** Looks the organization's token with this id up; null if it has none. */
    Uni<@Nullable Token> find(OrganizationId organization, TokenId id) {
        synchronized (this) {
            if (named == config.maxLookups()) {
                throw Failure.unavailable("too many tokens are being looked up");
            }
            named++;
        }
        // A place is free when the database has answered, not when nobody waits for it any more.
        Future<@Nullable Token> found = store.find(organization, id).onComplete(done -> endNamed());
        return patiently(Uni.createFrom().completionStage(found::toCompletionStage));
    }

    /** Waits for the database as long as requests do. */
    <T> Uni<T> patiently(Uni<T> work) {
        return Waiting.atMost(config.patience(), work);
    }

    private Lookup enqueue(String secret, SecretHash hash) {
        Lookup lookup;
        synchronized (this) {
            Lookup same = running.get(hash);
            if (same != null) {
                return same;
            }
            if (running.size() >= config.maxLookups()) {
                throw Failure.unavailable("too many tokens are being looked up");
            }
            lookup = new Lookup(hash, peppers.hashes(secret), new CompletableFuture<>());
            running.put(hash, lookup);
            waiting.add(lookup);
        }
        proceed();
        return lookup;
    }

    private void proceed() {
        List<Lookup> batch = next();
        if (!batch.isEmpty()) {
            lookUp(batch).onComplete(done -> proceed());
        }
    }

    private synchronized List<Lookup> next() {
        if (busy == config.lookupConnections() || waiting.isEmpty()) {
            return List.of();
        }
        busy++;
        List<Lookup> batch = new ArrayList<>();
        while (batch.size() < MOST_AT_ONCE && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    private Future<?> lookUp(List<Lookup> batch) {
        return store.find(batch.stream()
                        .flatMap(lookup -> lookup.hashes().stream())
                        .toList())
                .onComplete(found -> {
                    end(batch);
                    for (Lookup lookup : batch) {
                        if (found.failed()) {
                            lookup.answer().completeExceptionally(found.cause());
                        } else {
                            lookup.answer().complete(lookup.among(found.result()));
                        }
                    }
                });
    }

    private synchronized void endNamed() {
        named--;
    }

    /** A place is free when the database has answered, not when nobody waits for it any more. */
    private synchronized void end(List<Lookup> batch) {
        busy--;
        batch.forEach(lookup -> running.remove(lookup.hash()));
    }

    /**
     * One secret.
     *
     * @param hash under the current pepper
     * @param hashes under every pepper
     */
    private record Lookup(SecretHash hash, List<SecretHash> hashes, CompletableFuture<@Nullable FoundToken> answer) {
        @Nullable
        FoundToken among(SecretStore.Found found) {
            for (SecretHash each : hashes) {
                FoundToken token = found.of(each);
                if (token != null) {
                    return token;
                }
            }
            return null;
        }
    }
}
