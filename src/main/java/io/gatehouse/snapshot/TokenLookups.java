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
    private final Map<Key, Lookup> running = new HashMap<>();
    private final Deque<Lookup> waiting = new ArrayDeque<>();
    private int connectionsInUse;
    private int lookupsById;

    TokenLookups(SecretStore store, PepperRing peppers, SnapshotConfig config) {
        this.store = store;
        this.peppers = peppers;
        this.config = config;
    }

    /**
     * Looks the secret up, or waits for who is doing that, however long it takes; null if nobody issued it.
     *
     * @param primaryOnly whether it must be what the database has now: what a replica says will not do
     * @throws Failure UNAVAILABLE, as the result, if too many wait for the database
     */
    Uni<@Nullable FoundToken> find(String secret, SecretHash hash, boolean primaryOnly) {
        // A copy, because whoever stops waiting cancels what it waits for.
        return Uni.createFrom()
                .completionStage(() ->
                        enqueue(secret, new Key(hash, primaryOnly)).answer().copy());
    }

    /** Looks the organization's token with this id up; null if it has none. */
    Uni<@Nullable Token> find(OrganizationId organization, TokenId id) {
        synchronized (this) {
            if (lookupsById == config.maxLookups()) {
                throw Failure.unavailable("too many tokens are being looked up");
            }
            lookupsById++;
        }
        // A place is free when the database has answered, not when nobody waits for it any more.
        Future<@Nullable Token> found = store.find(organization, id).onComplete(done -> endLookupById());
        return patiently(Uni.createFrom().completionStage(found::toCompletionStage));
    }

    /** Waits for the database as long as requests do. */
    <T> Uni<T> patiently(Uni<T> work) {
        return Waiting.atMost(config.patience(), work);
    }

    private Lookup enqueue(String secret, Key key) {
        Lookup lookup;
        synchronized (this) {
            Lookup same = running.get(key);
            if (same != null) {
                return same;
            }
            if (running.size() >= config.maxLookups()) {
                throw Failure.unavailable("too many tokens are being looked up");
            }
            lookup = new Lookup(key, peppers.hashes(secret), new CompletableFuture<>());
            running.put(key, lookup);
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
        if (connectionsInUse == config.lookupConnections() || waiting.isEmpty()) {
            return List.of();
        }
        connectionsInUse++;
        List<Lookup> batch = new ArrayList<>();
        while (batch.size() < MOST_AT_ONCE && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    private Future<?> lookUp(List<Lookup> batch) {
        List<Lookup> patient =
                batch.stream().filter(lookup -> !lookup.key().primaryOnly()).toList();
        return store.findInReplica(hashes(patient))
                .compose(found -> store.find(hashes(batch.stream()
                                .filter(lookup -> lookup.key().primaryOnly() || lookup.among(found) == null)
                                .toList()))
                        .map(found::and))
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

    private static List<SecretHash> hashes(List<Lookup> lookups) {
        return lookups.stream().flatMap(lookup -> lookup.hashes().stream()).toList();
    }

    private synchronized void endLookupById() {
        lookupsById--;
    }

    /** A place is free when the database has answered, not when nobody waits for it any more. */
    private synchronized void end(List<Lookup> batch) {
        connectionsInUse--;
        batch.forEach(lookup -> running.remove(lookup.key()));
    }

    /** Which look-ups are the same. */
    private record Key(SecretHash hash, boolean primaryOnly) {}

    /**
     * One secret.
     *
     * @param hashes under every pepper
     */
    private record Lookup(Key key, List<SecretHash> hashes, CompletableFuture<@Nullable FoundToken> answer) {
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
