package io.gatehouse.api;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.UserId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On a worker that this test steps through. */
class LongQuestionsTest {
    private static final OrganizationId ONE = new OrganizationId(1);

    private final Queue<Runnable> worker = new ArrayDeque<>();
    private final LongQuestions questions = new LongQuestions(worker::add, 1, () -> 0);

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
    private static Supplier<@Nullable String> bits(String name, int number) {
        int[] taken = {0};
        return () -> ++taken[0] == number ? name : null;
    }
}
