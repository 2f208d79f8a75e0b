package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PolicySnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A policy that does not come, or not in time, leaves nothing behind. */
class FailedLoadTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final long MEMORY = 1_000_000;

    /** Of the three quarters that policies may take, four fifths: no two have room at once. */
    private static final Weight HEAVY = Weight.of(600_000);

    private static final Weight LIGHT = Weight.of(100_000);

    private final SnapshotConfig config = new SmallRyeConfigBuilder()
            .withMapping(SnapshotConfig.class)
            .withDefaultValue("gatehouse.snapshot.max-staleness", "PT0.1S")
            .withConverter(MemorySize.class, 100, new MemorySizeConverter())
            .build()
            .getConfigMapping(SnapshotConfig.class);

    private Function<Consumer<Weight>, Uni<SnapshotStore.Reading>> database =
            room -> Uni.createFrom().nothing();

    private final FollowedOrganizations organizations = new FollowedOrganizations(
            new Store(),
            config,
            new MemoryBudget(MEMORY),
            System::nanoTime,
            new SnapshotMetrics(new SimpleMeterRegistry()));

    @Test
    void rowsThatComeAfterAllPatienceAreRefusedSoThatTheDatabaseStops() {
        var given = new AtomicReference<Consumer<Weight>>();
        database = room -> {
            given.set(room);
            return Uni.createFrom().nothing();
        };

        assertThatThrownBy(() -> load(1)).isInstanceOf(TimeoutException.class);

        assertThatThrownBy(() -> Objects.requireNonNull(given.get()).accept(LIGHT))
                .isInstanceOf(NoRoomException.class);
    }

    @Test
    void whatHadComeBeforeAFailureTakesNoRoomFromOthers() {
        database = room -> loaded(1, LIGHT);
        load(1);
        database = room -> {
            room.accept(LIGHT.and(LIGHT));
            return Uni.createFrom().failure(new IllegalStateException("the connection is lost"));
        };
        assertThatThrownBy(() -> load(2)).isInstanceOf(IllegalStateException.class);
        database = room -> loaded(3, HEAVY.minus(LIGHT));
        load(3);

        assertThat(Objects.requireNonNull(organizations.find(new OrganizationId(1)))
                        .state()
                        .loaded())
                .as("there is room for the first and the third")
                .isNotNull();
    }

    private void load(long organization) {
        organizations
                .load(organizations.follow(new OrganizationId(organization)))
                .await()
                .atMost(SOON);
    }

    private static Uni<SnapshotStore.Reading> loaded(long organization, Weight weight) {
        var snapshot =
                PolicySnapshot.builder(new OrganizationId(organization), 1).build();
        var loaded = new Loaded(snapshot, "org" + organization, Set.of(), Map.of(), 0, weight, 0);
        return Uni.createFrom()
                .item(new SnapshotStore.Reading(new Changes(1, List.of(), false), loaded, false, Optional.empty()));
    }

    /** Answers what the test says. */
    private final class Store extends SnapshotStore {
        @SuppressWarnings("NullAway") // nothing of it is used
        Store() {
            super(null, null, null);
        }

        @Override
        Uni<Reading> read(
                OrganizationId organization, Followed.State held, boolean snapshotWanted, Consumer<Weight> room) {
            return Uni.createFrom().deferred(() -> database.apply(room));
        }
    }
}
