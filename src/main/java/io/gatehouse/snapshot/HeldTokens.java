package io.gatehouse.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.platform.SecretHash;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The tokens in memory, by the hash of their secret under the current pepper, and what was refused a moment ago. */
@Singleton
class HeldTokens {
    private final FollowedOrganizations organizations;
    private final long refusedFor;
    private final Cache<SecretHash, HeldToken> held;
    private final Cache<SecretHash, Long> refused;
    private final SnapshotMetrics metrics;

    HeldTokens(FollowedOrganizations organizations, SnapshotConfig config, SnapshotMetrics metrics) {
        this.organizations = organizations;
        this.metrics = metrics;
        this.refusedFor = config.refusedFor().toNanos();
        this.held = Caffeine.newBuilder().maximumSize(config.maxTokens()).build();
        this.refused = Caffeine.newBuilder().maximumSize(config.maxTokens()).build();
        organizations.onChange(refused::invalidateAll);
    }

    /** The token with this secret; null if it is not held, or has changed. */
    @SuppressWarnings("ReferenceEquality") // it must be this very object that is followed
    @Nullable
    HeldToken find(SecretHash hash) {
        HeldToken token = held.getIfPresent(hash);
        if (token == null || organizations.find(token.token().organization()) != token.home()) {
            return null;
        }
        return token.isCurrent() ? token : null;
    }

    /** Notes how a secret was found. */
    void count(SnapshotMetrics.Request result) {
        metrics.count(result);
    }

    /** Whether the home of the token is as fresh as that, so that the token is, too. */
    boolean isFresh(HeldToken token, Freshness freshness) {
        Followed home = token.home();
        return !freshness.full() && home.version() >= freshness.version() && home.isFresh(organizations.now());
    }

    /** Holds what was found from now on; null if it is over already. */
    @Nullable
    HeldToken keep(SecretHash hash, FoundToken found) {
        Followed home = organizations.follow(found.token().organization(), found.version(), found.readAt());
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
