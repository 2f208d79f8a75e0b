package io.gatehouse.snapshot;

import com.github.benmanes.caffeine.cache.Ticker;
import io.gatehouse.platform.SecretHash;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * The hashes of secrets that somebody chose at setup. Such a secret has no form by which to tell it from junk, so the few
 * there are stay in memory, and junk costs a query once a second at most, however much of it comes.
 */
@Singleton
class ChosenSecrets {
    private final SecretStore store;
    private final Ticker ticker;
    private final long trustedFor;
    private final OneAtATime loading = new OneAtATime(this::load);
    private volatile Known known;

    ChosenSecrets(SecretStore store, SnapshotConfig config, Ticker ticker, FollowedOrganizations organizations) {
        this.store = store;
        this.ticker = ticker;
        this.trustedFor = config.refusedFor().toNanos();
        this.known = new Known(Set.of(), ticker.read() - trustedFor - 1);
        organizations.onChange(this::forget);
    }

    /** Whether a secret with one of these hashes was chosen. */
    Uni<Boolean> contain(List<SecretHash> hashes) {
        if (ticker.read() - known.readAt() <= trustedFor) {
            return Uni.createFrom().item(has(hashes));
        }
        return loading.run().map(loaded -> has(hashes));
    }

    private boolean has(List<SecretHash> hashes) {
        return hashes.stream().anyMatch(known.hashes()::contains);
    }

    private void forget() {
        known = new Known(known.hashes(), ticker.read() - trustedFor - 1);
    }

    private Uni<Void> load() {
        long now = ticker.read();
        return Uni.createFrom()
                .completionStage(() -> store.chosen().toCompletionStage())
                .invoke(hashes -> known = new Known(hashes, now))
                .replaceWithVoid();
    }

    private record Known(Set<SecretHash> hashes, long readAt) {}
}
