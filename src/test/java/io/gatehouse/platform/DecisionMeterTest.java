package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.Failure.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecisionMeterTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final DecisionMeter meter = new DecisionMeter(registry, "door", Set.of(Kind.FORBIDDEN));

    @Test
    void answersCountAsTheyAre() {
        measure(Uni.createFrom().item(true));
        measure(Uni.createFrom().item(false));
        measure(Uni.createFrom().item(false));

        assertThat(counts()).containsExactly(1, 2, 0);
        assertThat(registry.get("gatehouse.decision")
                        .tag("door", "door")
                        .timer()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void failureByWhichTheDoorSaysNoIsADenial() {
        measure(Uni.createFrom().failure(Failure.forbidden("no")));

        assertThat(counts()).containsExactly(0, 1, 0);
    }

    @Test
    void whatCannotBeDecidedIsAnError() {
        measure(Uni.createFrom().failure(Failure.unavailable("the database is not available")));
        measure(Uni.createFrom().failure(new IllegalStateException()));
        meter.measure(
                        () -> {
                            throw new IllegalStateException();
                        },
                        answer -> meter.count(true))
                .subscribe()
                .with(answer -> {}, error -> {});

        assertThat(counts()).containsExactly(0, 0, 3);
    }

    @Test
    void malformedQuestionIsNoDecision() {
        measure(Uni.createFrom().failure(Failure.invalid("no question")));

        assertThat(counts()).containsExactly(0, 0, 0);
    }

    private void measure(Uni<Boolean> answer) {
        meter.measure(() -> answer, meter::count).subscribe().with(allowed -> {}, error -> {});
    }

    private int[] counts() {
        return new int[] {count("allow"), count("deny"), count("error")};
    }

    private int count(String outcome) {
        return (int) registry.get("gatehouse.decisions")
                .tag("door", "door")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }
}
