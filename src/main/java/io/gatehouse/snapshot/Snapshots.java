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
    private static final int MOST_NAMES = 10_000;
    private static final int ATTEMPTS = 3;

    private final FollowedOrganizations organizations;
    private final SnapshotStore store;
    private final Duration patience;
    private final Cache<String, OrganizationId> names;

    Snapshots(FollowedOrganizations organizations, SnapshotStore store, SnapshotConfig config) {
        this.organizations = organizations;
        this.store = store;
        this.patience = config.patience();
        this.names = Caffeine.newBuilder().maximumSize(MOST_NAMES).build();
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
        return Waiting.atMost(
                        patience, () -> organizations.isComing(organization, patience), load(organization, ATTEMPTS))
                .map(read -> read(read, freshness));
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

    /** Where memory is short, others may have taken the place of what was read before it could be used. */
    private Uni<Read> load(OrganizationId organization, int attempts) {
        Followed followed = organizations.follow(organization);
        return organizations.load(followed).chain(done -> {
            Loaded loaded = followed.state().loaded();
            if (loaded == null && followed.isDropped() && attempts > 1) {
                return load(organization, attempts - 1);
            }
            return Uni.createFrom().item(new Read(followed, loaded));
        });
    }

    private @Nullable PolicySnapshot read(Read read, Freshness freshness) {
        Loaded loaded = read.loaded();
        if (loaded == null) {
            if (read.followed().isDropped()) {
                throw Failure.unavailable("there is too little memory for the policy");
            }
            return null;
        }
        if (!read.followed().isFresh(organizations.now())) {
            throw Failure.unavailable("the policy could not be confirmed in time");
        }
        if (loaded.snapshot().version() < freshness.version()) {
            throw Failure.unavailable("policy version " + freshness.version() + " is not known yet");
        }
        return loaded.snapshot();
    }

    /** An organization, and what was read of it; null if there is none. */
    private record Read(Followed followed, @Nullable Loaded loaded) {}

    private boolean isNamed(OrganizationId organization, String name) {
        Followed followed = organizations.find(organization);
        if (followed == null || !followed.isFresh(organizations.now())) {
            return false;
        }
        Loaded loaded = followed.state().loaded();
        return loaded != null && loaded.name().equals(name);
    }
}
