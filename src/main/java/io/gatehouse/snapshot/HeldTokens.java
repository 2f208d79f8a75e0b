package io.gatehouse.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.SecretHash;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The tokens in memory, by the hash of their secret under the current pepper, and what was refused a moment ago. */
@Singleton
class HeldTokens {
    private final FollowedOrganizations organizations;
    private final Clock clock;
    private final long refusedFor;
    private final Cache<SecretHash, HeldToken> held;
    private final Cache<SecretHash, Long> refused;
    private final SnapshotMetrics metrics;

    HeldTokens(
            FollowedOrganizations organizations,
            SnapshotConfig config,
            MemoryBudget budget,
            Clock clock,
            SnapshotMetrics metrics) {
        this.organizations = organizations;
        this.clock = clock;
        this.metrics = metrics;
        this.refusedFor = config.refusedFor().toNanos();
        this.held = cache(budget);
        this.refused = Caffeine.newBuilder().maximumSize(budget.refusals()).build();
        organizations.onChange(refused::invalidateAll);
    }

    static Cache<SecretHash, HeldToken> cache(MemoryBudget budget) {
        return Caffeine.newBuilder()
                .maximumWeight(budget.tokens())
                .weigher((SecretHash hash, HeldToken held) -> Math.toIntExact(Weights.of(held.token())))
                .build();
    }

    /** The token with this secret, which may have changed; null if it is not held. */
    @SuppressWarnings("ReferenceEquality") // it must be this very object that is followed
    @Nullable
    HeldToken find(SecretHash hash) {
        HeldToken token = held.getIfPresent(hash);
        return token == null || organizations.find(token.token().organization()) != token.home() ? null : token;
    }

    /** Notes how a secret was found. */
    void count(SnapshotMetrics.Request result) {
        metrics.count(result);
    }

    /**
     * Whether the token has not changed, and its home is as fresh as that, so that the token is, too.
     *
     * @param asked the organization whose version is meant; absent: not known yet. Then the version counts where the
     *     token does not hold, since it may do so by then.
     */
    boolean isFresh(HeldToken token, Freshness freshness, @Nullable OrganizationId asked) {
        Followed home = token.home();
        boolean counts = asked == null
                ? !token.token().isValid(clock.instant())
                : home.organization().equals(asked);
        boolean recent = !counts || home.version() >= freshness.version();
        // INVARIANT: the token last. What makes its home fresh may be the very news that it has changed.
        return recent && !freshness.full() && home.isFresh(organizations.now()) && token.isCurrent();
    }

    /** Holds what was found from now on; null if it has changed again already. */
    @Nullable
    HeldToken keep(SecretHash hash, FoundToken found) {
        Followed home =
                organizations.follow(found.token().organization(), found.version(), found.readAt(), !found.ofReplica());
        if (home == null) {
            return null;
        }
        var token = new HeldToken(found.token(), home, found.version());
        if (!token.isCurrent()) {
            return null;
        }
        held.put(hash, token);
        return token;
    }

    /** Remembers for a moment that nobody issued this secret. */
    void refuse(SecretHash hash) {
        refused.put(hash, organizations.now());
    }

    boolean isRefused(SecretHash hash) {
        Long since = refused.getIfPresent(hash);
        return since != null && organizations.now() - since <= refusedFor;
    }
}
