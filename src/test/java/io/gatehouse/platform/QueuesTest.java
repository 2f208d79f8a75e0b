package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.OrganizationId;
import org.junit.jupiter.api.Test;

class QueuesTest {
    private static final OrganizationId ONE = new OrganizationId(1);
    private static final OrganizationId OTHER = new OrganizationId(2);

    private final Queues<String> queues = new Queues<>(1, 2);

    @Test
    void theNextGoesOnWhereTheFirstLeaves() {
        assertThat(queues.join(ONE, "a")).isEqualTo(Queues.Place.GOES_ON);
        assertThat(queues.join(ONE, "b")).isEqualTo(Queues.Place.WAITS);
        assertThat(queues.join(ONE, "c")).isEqualTo(Queues.Place.WAITS);
        assertThat(queues.join(OTHER, "d")).isEqualTo(Queues.Place.GOES_ON);

        assertThat(queues.leave(ONE, "a")).isEqualTo("b");
        assertThat(queues.leave(ONE, "a")).isNull();
        assertThat(queues.leave(OTHER, "d")).isNull();
        assertThat(queues.leave(ONE, "b")).isEqualTo("c");
        assertThat(queues.leave(ONE, "c")).isNull();
        assertThat(queues.size()).isZero();
    }

    @Test
    void whoeverLeavesWhileWaitingLetsNobodyGoOn() {
        queues.join(ONE, "a");
        queues.join(ONE, "b");
        queues.join(ONE, "c");

        assertThat(queues.leave(ONE, "b")).isNull();
        assertThat(queues.leave(ONE, "a")).isEqualTo("c");
    }

    @Test
    void noMoreWaitThanMay() {
        queues.join(ONE, "a");
        queues.join(ONE, "b");
        queues.join(ONE, "c");

        assertThat(queues.join(ONE, "d")).isEqualTo(Queues.Place.NONE);
        assertThat(queues.join(OTHER, "e")).isEqualTo(Queues.Place.GOES_ON);
        assertThat(queues.leave(ONE, "d")).isNull();
        assertThat(queues.leave(ONE, "a")).isEqualTo("b");
        assertThat(queues.join(ONE, "d")).isEqualTo(Queues.Place.WAITS);
    }

    @Test
    void asManyGoOnAtOnceAsMay() {
        Queues<String> two = new Queues<>(2, 2);

        assertThat(two.join(ONE, "a")).isEqualTo(Queues.Place.GOES_ON);
        assertThat(two.join(ONE, "b")).isEqualTo(Queues.Place.GOES_ON);
        assertThat(two.join(ONE, "c")).isEqualTo(Queues.Place.WAITS);
        assertThat(two.join(ONE, "d")).isEqualTo(Queues.Place.WAITS);
        assertThat(two.join(ONE, "e")).isEqualTo(Queues.Place.NONE);

        assertThat(two.leave(ONE, "b")).isEqualTo("c");
        assertThat(two.leave(ONE, "a")).isEqualTo("d");
        assertThat(two.leave(ONE, "d")).isNull();
        assertThat(two.leave(ONE, "c")).isNull();
        assertThat(two.size()).isZero();
    }
}
