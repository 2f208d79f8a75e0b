package io.gatehouse.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Peppers;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Turns;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** On a worker that this test steps through. */
class PasswordsTest {
    private static final Scope HOME = Scope.of(new OrganizationId(1));
    private static final String PASSWORD = "correct horse";
    private static final int WAITING = 3;

    private final Queue<Runnable> worker = new ArrayDeque<>();
    private final Turns turns =
            new Turns(worker::add, () -> 0, new Turns.Bounds(1, WAITING, Duration.ofSeconds(1)), "too many passwords");
    private final Passwords passwords = new Passwords(Peppers.one(), turns);

    @Test
    void whoGuessesKeepsNobodyWaitingWhoKnowsAPassword() {
        String hash = Argon2.hash(PASSWORD);
        for (int i = 0; i < WAITING; i++) {
            ask(passwords.verifyNobody("guess" + i)).assertNotTerminated();
        }
        ask(passwords.verifyNobody("one more")).assertFailedWith(Failure.class, "too many passwords");
        var right = ask(passwords.verify(HOME, PASSWORD, hash));
        var wrong = ask(passwords.verify(HOME, "wrong horse", hash));

        while (!worker.isEmpty()) {
            worker.remove().run();
        }

        right.assertItem(true);
        wrong.assertItem(false);
        ask(passwords.verifyNobody("later")).assertNotTerminated();
    }

    @Test
    void rightPasswordIsNotCheckedAgainUnlessItsHashChanges() {
        String hash = Argon2.hash(PASSWORD);
        ask(passwords.verify(HOME, PASSWORD, hash)).assertNotTerminated();
        worker.remove().run();

        ask(passwords.verify(HOME, PASSWORD, hash)).assertItem(true);
        ask(passwords.verify(HOME, PASSWORD, Argon2.hash(PASSWORD))).assertNotTerminated();
        assertThat(worker).hasSize(1);
    }

    private static <T> UniAssertSubscriber<T> ask(Uni<T> answer) {
        return answer.subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
