package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two writes that wait for each other, as two do whose credentials change one another. */
@QuarkusTest
class DeadlockTest {
    private static final int LONGEST_SECONDS = 30;
    private static final long LEFT = 0x6a7e_0001;
    private static final long RIGHT = 0x6a7e_0002;

    @Inject
    Database database;

    private final AtomicInteger begun = new AtomicInteger();
    private final CompletableFuture<Void> bothHaveBegun = new CompletableFuture<>();

    @Test
    void bothAreDoneOneAfterTheOther() throws Exception {
        CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> write("one", LEFT, RIGHT));
        CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> write("other", RIGHT, LEFT));

        assertThat(first.get(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(second.get(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(begun).as("one of them was undone").hasValue(3);
    }

    private boolean write(String name, long held, long wanted) {
        var organization = new OrganizationId(Id.parse(Instance.organization(name)));
        try {
            return VertxContextSupport.subscribeAndAwait(() -> database.write(
                    Scope.of(organization),
                    new Actor("test", null, null),
                    transaction -> lock(transaction, held)
                            .invoke(this::begin)
                            .chain(() -> EventLoops.resumedHere(Uni.createFrom().completionStage(bothHaveBegun)))
                            .chain(() -> lock(transaction, wanted))));
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void begin() {
        if (begun.incrementAndGet() == 2) {
            bothHaveBegun.complete(null);
        }
    }

    /** Until the end of the transaction. */
    private static Uni<Boolean> lock(Transaction transaction, long key) {
        return transaction
                .session()
                .createNativeQuery("select pg_advisory_xact_lock(?1) is not null", Boolean.class)
                .setParameter(1, key)
                .getSingleResult();
    }
}
