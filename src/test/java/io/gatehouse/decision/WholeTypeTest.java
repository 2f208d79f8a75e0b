package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is allowed on all of a type is allowed on each of it. */
class WholeTypeTest {
    @Test
    void everyResourceIsAllowedWhereAllAre() {
        int[] allowed = {0};
        LongStream.rangeClosed(1, 500).forEach(seed -> {
            RandomWorlds worlds = new RandomWorlds(seed);
            PolicySnapshot snapshot = worlds.world((int) (seed % 5)).snapshot();
            for (int i = 0; i < 100; i++) {
                World.Asked asked = worlds.asked();
                Decision all = asked.decideAll(snapshot);
                Decision one = asked.decide(snapshot);
                if (all.allowed() && one.reason() != Reason.MALFORMED && isOurs(snapshot, asked)) {
                    allowed[0]++;
                    assertThat(one.allowed())
                            .as("seed %d: %s: %s but %s", seed, asked, all, one)
                            .isTrue();
                }
            }
        });

        assertThat(allowed[0]).isGreaterThan(1_000);
    }

    /** An id that is another organization's is not one of all that there are here. */
    private static boolean isOurs(PolicySnapshot snapshot, World.Asked asked) {
        return snapshot.directory()
                .target(
                        Steps.unlimited(),
                        snapshot.organization(),
                        asked.resource().type(),
                        asked.resource().name())
                .ours();
    }
}
