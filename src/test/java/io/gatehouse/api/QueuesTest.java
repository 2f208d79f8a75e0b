package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.OrganizationId;
import org.junit.jupiter.api.Test;

class QueuesTest {
    private static final OrganizationId ONE = new OrganizationId(1);
    private static final OrganizationId OTHER = new OrganizationId(2);

    private final Queues<String> queues = new Queues<>(2);

    @Test
    void theNextGoesOnWhereTheFirstLeaves() {
        assertThat(queues.join(ONE, "a")).isZero();
        assertThat(queues.join(ONE, "b")).isEqualTo(1);
        assertThat(queues.join(ONE, "c")).isEqualTo(2);
        assertThat(queues.join(OTHER, "d")).isZero();

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

        assertThat(queues.join(ONE, "d")).isEqualTo(3);
        assertThat(queues.join(OTHER, "e")).isZero();
        assertThat(queues.leave(ONE, "d")).isNull();
        assertThat(queues.leave(ONE, "a")).isEqualTo("b");
        assertThat(queues.join(ONE, "d")).isEqualTo(2);
    }
}
