package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On a worker that this test steps through. */
class TurnsTest {
    private static final OrganizationId ONE = new OrganizationId(1);
    private static final OrganizationId OTHER = new OrganizationId(2);
    private static final int WAITING = 3;

    private final Queue<Runnable> worker = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private long nanos;
    private final Turns turns = new Turns(
            worker::add, () -> nanos, new Turns.Bounds(1, WAITING, Duration.ofSeconds(5)), "too many of them");

    @Test
    void theyTakeTurns() {
        var a = ask(turns.take(ONE, bits("a", 3)));
        var b = ask(turns.take(ONE, bits("b", 1)));
        var c = ask(turns.take(OTHER, bits("c", 2)));

        work();

        a.assertItem("a");
        b.assertItem("b");
        c.assertItem("c");
        assertThat(done).containsExactly("a1", "c1", "a2", "c2", "a3", "b1");
    }

    @Test
    void noMoreWorkersRunThanMay() {
        var first = ask(turns.take(ONE, () -> "a"));
        var second = ask(turns.take(OTHER, () -> "b"));
        assertThat(worker).hasSize(1);

        work();

        first.assertItem("a");
        second.assertItem("b");
    }

    @Test
    void oneFillsOnlyItsOwnPlaces() {
        for (int i = 0; i < WAITING; i++) {
            ask(turns.take(ONE, () -> "a")).assertNotTerminated();
        }
        ask(turns.take(ONE, () -> "b")).assertFailedWith(Failure.class, "too many of them");

        var other = ask(turns.take(OTHER, () -> "c"));
        work();
        other.assertItem("c");
        var later = ask(turns.take(ONE, () -> "d"));
        work();
        later.assertItem("d");
    }

    @Test
    void whoeverHasGoneLeavesItsPlace() {
        var gone = ask(turns.take(ONE, () -> "a"));
        for (int i = 1; i < WAITING; i++) {
            ask(turns.take(ONE, () -> "a")).assertNotTerminated();
        }

        gone.cancel();

        var later = ask(turns.take(ONE, () -> "b")).assertNotTerminated();
        work();
        later.assertItem("b");
    }

    @Test
    void lastOneThatHasGoneLeavesNothingToDo() {
        ask(turns.take(ONE, () -> "a")).cancel();
        work();
        var later = ask(turns.take(ONE, () -> "b"));
        work();
        later.assertItem("b");
    }

    @Test
    void fullPlacesStayFullWhenAnUnfinishedTurnIsPutBack() {
        List<UniAssertSubscriber<String>> late = new ArrayList<>();
        int[] bits = {0};
        var first = ask(turns.take(ONE, () -> {
            for (int i = 0; bits[0] == 0 && i < WAITING; i++) {
                ask(turns.take(ONE, () -> "b")).assertNotTerminated();
            }
            bits[0]++;
            return bits[0] == 2 ? "a" : null;
        }));
        ask(turns.take(OTHER, () -> {
            late.add(ask(turns.take(ONE, () -> "c")));
            return "d";
        }));

        work();

        first.assertItem("a");
        late.get(0).assertFailedWith(Failure.class, "too many of them");
    }

    @Test
    void whatTakesTooLongIsRefused() {
        Supplier<@Nullable String> endless = () -> {
            nanos += Duration.ofSeconds(2).toNanos();
            done.add("bit");
            return null;
        };
        var asker = ask(turns.take(ONE, endless));

        work();

        asker.assertFailedWith(Failure.class, "too many of them");
        assertThat(done).hasSize(3);
    }

    @Test
    void whoHasGoneIsNotAnswered() {
        var asker = ask(turns.take(ONE, bits("a", 2)));
        asker.cancel();

        work();

        assertThat(done).isEmpty();
    }

    @Test
    void failureIsAnAnswerAndEndsNothingElse() {
        var failed = ask(turns.take(ONE, () -> {
            throw Failure.forbidden("no");
        }));
        var broken = ask(turns.take(ONE, () -> {
            throw new StackOverflowError();
        }));
        var next = ask(turns.take(ONE, () -> "b"));

        work();

        failed.assertFailedWith(Failure.class, "no");
        broken.assertFailedWith(StackOverflowError.class);
        next.assertItem("b");
    }

    private static <T> UniAssertSubscriber<T> ask(Uni<T> answer) {
        return answer.subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private void work() {
        for (Runnable task = worker.poll(); task != null; task = worker.poll()) {
            task.run();
        }
    }

    /** Answers with the name, after so many bits. */
    private Supplier<@Nullable String> bits(String name, int number) {
        int[] taken = {0};
        return () -> {
            taken[0]++;
            done.add(name + taken[0]);
            return taken[0] == number ? name : null;
        };
    }
}
