package io.gatehouse.snapshot;

import io.gatehouse.platform.Schema;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is who can decide: the schema is there, the warm-up over, the policy confirmed within {@code max-staleness}.
 *
 * <p>Not who reaches the database now: all instances would be unready at once, and cut off decisions that their snapshots
 * still answer. After {@code max-staleness} no decision is possible, and nothing is lost by saying so.
 */
@Singleton
@Readiness
class PolicyHealth implements HealthCheck {
    private final Schema schema;
    private final Following following;
    private final WarmUp warmUp;
    private final SnapshotConfig config;

    PolicyHealth(Schema schema, Following following, WarmUp warmUp, SnapshotConfig config) {
        this.schema = schema;
        this.following = following;
        this.warmUp = warmUp;
        this.config = config;
    }

    /** Costs no look at the database. */
    boolean isReady() {
        return schema.isMigrated() && following.isConfirmed(config.maxStaleness()) && warmUp.isDone();
    }

    @Override
    public HealthCheckResponse call() {
        boolean migrated = schema.isMigrated();
        boolean confirmed = following.isConfirmed(config.maxStaleness());
        boolean warm = warmUp.isDone();
        return HealthCheckResponse.named("policy")
                .status(migrated && confirmed && warm)
                .withData("migrated", migrated)
                .withData("confirmed", confirmed)
                .withData("warm", warm)
                .build();
    }
}
