package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Failure;
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

/** The organizations take turns, on a worker that this test steps through. */
class LongQuestionsTest {
    private static final OrganizationId ONE = new OrganizationId(1);
    private static final OrganizationId OTHER = new OrganizationId(2);

    private final Queue<Runnable> worker = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private long nanos;
    private final LongQuestions questions = new LongQuestions(worker::add, 1, () -> nanos);

    @Test
    void organizationsTakeTurns() {
        var a = ask(questions.answer(ONE, bits("a", 3)));
        var b = ask(questions.answer(ONE, bits("b", 1)));
        var c = ask(questions.answer(OTHER, bits("c", 2)));

        work();

        a.assertItem("a");
        b.assertItem("b");
        c.assertItem("c");
        assertThat(done).containsExactly("a1", "c1", "a2", "c2", "a3", "b1");
    }

    @Test
    void noMoreWorkersRunThanMay() {
        var first = ask(questions.answer(ONE, () -> "a"));
        var second = ask(questions.answer(OTHER, () -> "b"));
        assertThat(worker).hasSize(1);

        work();

        first.assertItem("a");
        second.assertItem("b");
    }

    @Test
    void oneOrganizationFillsOnlyItsOwnPlaces() {
        for (int i = 0; i < 64; i++) {
            ask(questions.answer(ONE, () -> "a")).assertNotTerminated();
        }
        ask(questions.answer(ONE, () -> "b")).assertFailedWith(Failure.class, "too many long questions");

        var other = ask(questions.answer(OTHER, () -> "c"));
        work();
        other.assertItem("c");
        var later = ask(questions.answer(ONE, () -> "d"));
        work();
        later.assertItem("d");
    }

    @Test
    void largeBodiesAreReadInTurnsOfTheirSenders() {
        var token = ask(questions.read(caller(ONE), new byte[LongQuestions.LARGE], () -> "a"));
        var session = ask(questions.read(caller(null), new byte[LongQuestions.LARGE], () -> "b"));
        token.assertNotTerminated();
        session.assertNotTerminated();

        work();

        token.assertItem("a");
        session.assertItem("b");
        ask(questions.read(caller(ONE), new byte[LongQuestions.LARGE - 1], () -> "c"))
                .assertItem("c");
        ask(questions.read(caller(ONE), null, () -> "d")).assertItem("d");
    }

    @Test
    void whatIsShortIsAnsweredAtOnce() {
        ask(questions.answer(ONE, () -> "short", () -> "long")).assertItem("short");
        var asker = ask(questions.answer(ONE, () -> null, bits("a", 2)));
        asker.assertNotTerminated();

        work();

        asker.assertItem("a");
    }

    @Test
    void whatTakesTooLongIsRefused() {
        Supplier<@Nullable String> endless = () -> {
            nanos += Duration.ofSeconds(2).toNanos();
            done.add("bit");
            return null;
        };
        var asker = ask(questions.answer(ONE, endless));

        work();

        asker.assertFailedWith(Failure.class, "takes too long");
        assertThat(done).hasSize(3);
    }

    @Test
    void whoHasGoneIsNotAnswered() {
        var asker = ask(questions.answer(ONE, bits("a", 2)));
        asker.cancel();

        work();

        assertThat(done).isEmpty();
    }

    @Test
    void failureIsAnAnswerAndEndsNothingElse() {
        var failed = ask(questions.answer(ONE, () -> {
            throw Failure.forbidden("no");
        }));
        var broken = ask(questions.answer(ONE, () -> {
            throw new StackOverflowError();
        }));
        var next = ask(questions.answer(ONE, () -> "b"));

        work();

        failed.assertFailedWith(Failure.class, "no");
        broken.assertFailedWith(StackOverflowError.class);
        next.assertItem("b");
    }

    private static Caller caller(@Nullable OrganizationId organization) {
        return new Caller(null, new UserId(1), organization, PermissionSet.EMPTY, null);
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
