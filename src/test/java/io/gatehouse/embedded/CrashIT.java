package io.gatehouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.Conversation;
import io.gatehouse.RunningGatehouse;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Killed in the middle of writes, the service and its database keep every write that was acknowledged. */
@EnabledIf("io.gatehouse.RunningGatehouse#isOnTheJvm")
class CrashIT {
    private static final int WRITERS = 4;
    private static final int ENOUGH = 40;
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void killedServiceFindsEveryAcknowledgedWriteAtItsNextStart() {
        Path data = folder.resolve("data");
        Writers writers;
        try (RunningGatehouse killed = RunningGatehouse.on(data, Map.of())) {
            writers = Writers.start(killed);
            writers.awaitTokens(ENOUGH);
            killed.kill();
            writers.awaitEnd();
        }
        try (RunningGatehouse next = RunningGatehouse.on(data, Map.of())) {
            writers.assertNothingLost(next);
            next.stop();
        }
    }

    @Test
    void killedDatabaseComesBackByItselfWithEveryAcknowledgedWrite() {
        Path data = folder.resolve("data");
        try (RunningGatehouse gatehouse = RunningGatehouse.on(data, Map.of())) {
            Writers writers = Writers.start(gatehouse);
            writers.awaitTokens(ENOUGH);
            ProcessHandle server = new TestFolder(data).server().orElseThrow();

            server.destroyForcibly();

            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> new TestFolder(data)
                            .server()
                            .filter(next -> next.isAlive() && next.pid() != server.pid())
                            .isPresent());
            writers.awaitTokens(writers.tokens() + ENOUGH);
            writers.stop();
            assertThat(writers.refusals()).isSubsetOf(503);
            writers.assertNothingLost(gatehouse);
            gatehouse.stop();
        }
    }

    /** Clients that create tokens as fast as they can, and remember which they were given. */
    private static final class Writers {
        private final List<Thread> threads = new ArrayList<>();
        private final Queue<String> secrets = new ConcurrentLinkedQueue<>();
        private final Set<Integer> refusals = new TreeSet<>();
        private final AtomicInteger created = new AtomicInteger();
        private volatile boolean stopped;

        static Writers start(RunningGatehouse gatehouse) {
            Conversation anybody = Conversation.with(gatehouse);
            var setup = anybody.post("/api/v2/setup", "{'username': 'root', 'org': 'home', 'bucket': 'b'}")
                    .expect(201);
            var writers = new Writers();
            writers.secrets.add(setup.text("auth.token"));
            Conversation admin = anybody.withToken(setup.text("auth.token"));
            String body = "{'orgID': '" + setup.text("org.id") + "', 'perms': 'read:buckets'}";
            for (int i = 0; i < WRITERS; i++) {
                Thread thread = new Thread(() -> writers.write(admin, body));
                writers.threads.add(thread);
                thread.start();
            }
            return writers;
        }

        void awaitTokens(int atLeast) {
            Awaitility.await().atMost(LONG).until(() -> created.get() >= atLeast);
        }

        int tokens() {
            return created.get();
        }

        void stop() {
            stopped = true;
            awaitEnd();
        }

        void awaitEnd() {
            Awaitility.await().atMost(LONG).until(() -> threads.stream().noneMatch(Thread::isAlive));
        }

        /** The statuses of what was not acknowledged. */
        Set<Integer> refusals() {
            synchronized (refusals) {
                return Set.copyOf(refusals);
            }
        }

        void assertNothingLost(RunningGatehouse gatehouse) {
            assertThat(secrets).hasSizeGreaterThan(ENOUGH);
            assertThat(secrets)
                    .allSatisfy(secret -> Conversation.with(gatehouse)
                            .withToken(secret)
                            .get("/authorize?permission=read:buckets")
                            .expect(200));
        }

        private void write(Conversation admin, String body) {
            try {
                while (!stopped) {
                    var answer = admin.post("/api/v2/authorizations", body);
                    if (answer.status() == 201) {
                        secrets.add(answer.text("token"));
                        created.incrementAndGet();
                    } else {
                        synchronized (refusals) {
                            refusals.add(answer.status());
                        }
                    }
                }
            } catch (UncheckedIOException killed) {
                // the service is gone, and with it the answer: this write is not acknowledged
            }
        }
    }
}
