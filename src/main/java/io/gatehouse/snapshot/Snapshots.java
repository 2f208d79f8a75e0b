package io.gatehouse.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.platform.Failure;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The policy of organizations, as decisions need it. */
@Singleton
public class Snapshots {
    private final FollowedOrganizations organizations;
    private final SnapshotStore store;
    private final Duration patience;
    private final Cache<String, OrganizationId> names;

    Snapshots(FollowedOrganizations organizations, SnapshotStore store, SnapshotConfig config) {
        this.organizations = organizations;
        this.store = store;
        this.patience = config.patience();
        this.names =
                Caffeine.newBuilder().maximumSize(config.maxOrganizations()).build();
    }

    /** The snapshot that answers the request without waiting; null if it takes {@link #get} to know. */
    public @Nullable PolicySnapshot ifFresh(OrganizationId organization, Freshness freshness) {
        Followed followed = organizations.find(organization);
        PolicySnapshot snapshot = followed == null ? null : followed.ifFresh(organizations.now());
        return snapshot == null || freshness.full() || snapshot.version() < freshness.version() ? null : snapshot;
    }

    /**
     * The snapshot of the organization, read if need be; null if there is no such organization.
     *
     * @throws Failure UNAVAILABLE, as the result, if it cannot be had, or not as fresh as that
     */
    public Uni<@Nullable PolicySnapshot> get(OrganizationId organization, Freshness freshness) {
        PolicySnapshot held = ifFresh(organization, freshness);
        if (held != null) {
            return Uni.createFrom().item(held);
        }
        Followed followed = organizations.follow(organization);
        return Waiting.atMost(patience, organizations.load(followed)).map(read -> read(followed, freshness));
    }

    /** The organization with this name; null if there is none. */
    public Uni<@Nullable OrganizationId> find(String name) {
        OrganizationId known = names.getIfPresent(name);
        if (known != null && isNamed(known, name)) {
            return Uni.createFrom().item(known);
        }
        return Waiting.atMost(patience, store.find(name)).invoke(found -> {
            if (found != null) {
                names.put(name, found);
            }
        });
    }

    /** For how long the oldest of what is held has not been confirmed. */
    public Duration age() {
        return Duration.ofNanos(organizations.age());
    }

    private @Nullable PolicySnapshot read(Followed followed, Freshness freshness) {
        Loaded loaded = followed.state().loaded();
        if (loaded == null) {
            return null;
        }
        if (!followed.isFresh(organizations.now())) {
            throw Failure.unavailable("the policy could not be confirmed in time");
        }
        if (loaded.snapshot().version() < freshness.version()) {
            throw Failure.unavailable("policy version " + freshness.version() + " is not known yet");
        }
        return loaded.snapshot();
    }

    private boolean isNamed(OrganizationId organization, String name) {
        Followed followed = organizations.find(organization);
        if (followed == null || !followed.isFresh(organizations.now())) {
            return false;
        }
        Loaded loaded = followed.state().loaded();
        return loaded != null && loaded.name().equals(name);
    }
}
