package io.gatehouse.snapshot;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.EventLoops;
import io.gatehouse.platform.Schema;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Loads the organizations that were used last, once, so that the first requests of a new instance find them. */
@Singleton
class WarmUp {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    private static final int AT_ONCE = 4;

    private final FollowedOrganizations organizations;
    private final UsageStore store;
    private final SnapshotConfig config;
    private final Schema schema;
    private volatile boolean done;

    WarmUp(FollowedOrganizations organizations, UsageStore store, SnapshotConfig config, Schema schema) {
        this.organizations = organizations;
        this.store = store;
        this.config = config;
        this.schema = schema;
    }

    /** Whether it is over, however it went: who is not warm is slower at first, and no less right. */
    boolean isDone() {
        return done;
    }

    /** As soon as the database is known to be migrated. */
    void begin() {
        schema.whenMigrated().onSuccess(there -> beginNow());
    }

    private void beginNow() {
        if (config.warmOrganizations() == 0) {
            done = true;
            return;
        }
        Uni<Void> loads = store.recent(config.warmOrganizations()).chain(this::load);
        patiently(loads)
                .onTermination()
                .invoke(() -> done = true)
                .subscribe()
                .with(loaded -> {}, error -> LOG.warnf("not all organizations could be loaded beforehand: %s", error));
    }

    private Uni<Void> patiently(Uni<Void> loads) {
        Duration patience = config.warmPatience();
        if (patience.isZero()) {
            done = true;
            return loads;
        }
        return loads.ifNoItem().after(patience).on(EventLoops.timers()).fail();
    }

    private Uni<Void> load(List<OrganizationId> recent) {
        return Multi.createFrom()
                .iterable(recent)
                .onItem()
                .transformToUni(id -> organizations.load(organizations.follow(id)))
                .collectFailures()
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }
}
