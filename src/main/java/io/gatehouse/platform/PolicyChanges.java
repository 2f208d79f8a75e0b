package io.gatehouse.platform;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/**
 * Where a committed write of this instance is announced before it is acknowledged.
 *
 * <p>Whoever holds policy in memory listens, so that what was acknowledged here also holds here: the writer waits
 * for the refresh, and no decision does. Other instances learn of it from the database.
 */
@ApplicationScoped
public class PolicyChanges {
    private volatile Function<List<PolicyVersion>, Uni<Void>> listener =
            versions -> Uni.createFrom().voidItem();

    public void onCommit(Function<List<PolicyVersion>, Uni<Void>> refresh) {
        listener = refresh;
    }

    Uni<Void> committed(List<PolicyVersion> versions) {
        return listener.apply(versions);
    }
}
