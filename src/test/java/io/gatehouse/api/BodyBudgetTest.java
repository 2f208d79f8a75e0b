package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Failure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private static final OrganizationId ONE = new OrganizationId(1);
    private static final OrganizationId OTHER = new OrganizationId(2);
    private static final OrganizationId THIRD = new OrganizationId(3);
    private static final int MIB = 1024 * 1024;

    private final BodyBudget budget = new BodyBudget(80 * MIB);

    @Test
    void organizationHasHalfOfIt() {
        for (int i = 0; i < 4; i++) {
            budget.open(ONE).cover(10 * MIB);
        }
        expectRefused(Failure.Kind.TOO_MANY_REQUESTS, ONE, MIB);
        for (int i = 0; i < 4; i++) {
            budget.open(OTHER).cover(10 * MIB);
        }
        expectRefused(Failure.Kind.UNAVAILABLE, THIRD, MIB);
    }

    @Test
    void anybodyAndOneOrganizationLeaveSomething() {
        for (int i = 0; i < 20; i++) {
            budget.open(BodyBudget.ANYBODY).cover(MIB);
        }
        expectRefused(Failure.Kind.TOO_MANY_REQUESTS, BodyBudget.ANYBODY, MIB);
        budget.open(ONE).cover(40 * MIB);
        budget.open(OTHER).cover(20 * MIB);
    }

    @Test
    void longestBodyHasRoomInTheSmallestHeap() {
        var small = new BodyBudget(MIB);
        small.open(ONE).cover(10 * MIB);
        assertThatThrownBy(() -> small.open(OTHER).cover(MIB)).isInstanceOf(Failure.class);
    }

    @Test
    void shortBodiesDoNotCount() {
        var full = new BodyBudget(MIB);
        full.open(ONE).cover(10 * MIB);
        full.open(ONE).cover(64 * 1024 - 1);
        expectRefused(full, Failure.Kind.TOO_MANY_REQUESTS, ONE, 64 * 1024);
    }

    @Test
    void shortBodiesOfAnybodyCount() {
        for (int i = 0; i < 320; i++) {
            budget.open(BodyBudget.ANYBODY).cover(1000);
        }
        expectRefused(Failure.Kind.TOO_MANY_REQUESTS, BodyBudget.ANYBODY, 1000);
    }

    @Test
    void bodyThatGrowsCountsOnce() {
        List<BodyBudget.Share> shares = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            BodyBudget.Share share = budget.open(ONE);
            for (int length = 1000; length < 10 * MIB; length += 1000) {
                share.cover(length);
            }
            shares.add(share);
        }
        assertThat(shares).hasSize(4);
        expectRefused(Failure.Kind.TOO_MANY_REQUESTS, ONE, MIB);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainOnce() {
        BodyBudget.Share first = budget.open(ONE);
        first.cover(20 * MIB);
        budget.open(ONE).cover(20 * MIB);
        expectRefused(Failure.Kind.TOO_MANY_REQUESTS, ONE, 20 * MIB);

        first.close();
        first.close();
        first.cover(40 * MIB); // its connection is closed, and it takes no more

        budget.open(ONE).cover(20 * MIB);
        expectRefused(Failure.Kind.TOO_MANY_REQUESTS, ONE, MIB);
    }

    @Test
    void refusedBodyTakesNothing() {
        expectRefused(Failure.Kind.TOO_MANY_REQUESTS, ONE, 50 * MIB);
        budget.open(ONE).cover(40 * MIB);
    }

    private void expectRefused(Failure.Kind kind, Record whose, int length) {
        expectRefused(budget, kind, whose, length);
    }

    private static void expectRefused(BodyBudget budget, Failure.Kind kind, Record whose, int length) {
        assertThatThrownBy(() -> budget.open(whose).cover(length))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
    }
}
