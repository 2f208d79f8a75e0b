package io.gatehouse.api;

import com.github.benmanes.caffeine.cache.Ticker;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.EventLoops;
import io.gatehouse.platform.Failure;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers what takes many steps beside the event loops, bit by bit: the organizations take turns, so that a question of
 * one waits for a bit of each other at most, and short questions wait for none of it.
 */
@Singleton
public class LongQuestions {
    /** What takes more steps than this is not answered on an event loop: a step takes 0.05 to 0.7 µs. */
    public static final int LONG = 1000;

    /** A body of so many bytes is not worked on on an event loop: that takes about 1 ms. */
    public static final int LARGE = 64 * 1024;

    private static final int MOST_OF_ONE = 64;

    /** The answer rests on the policy that there was when it was asked for. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Executor executor;
    private final int mostAtOnce;
    private final Ticker ticker;

    /** Of each organization; what users of the instance send is their own. */
    private final Map<Record, Deque<Turn<?>>> waiting = new LinkedHashMap<>();

    private int running;

    @Inject
    LongQuestions(Ticker ticker) {
        this(
                Infrastructure.getDefaultExecutor(),
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                ticker);
    }

    LongQuestions(Executor executor, int mostAtOnce, Ticker ticker) {
        this.executor = executor;
        this.mostAtOnce = mostAtOnce;
        this.ticker = ticker;
    }

    /**
     * Answers at once what is short, and else beside the event loops.
     *
     * @param ifShort gives the answer, or null if it takes more than a bit
     * @param bit goes on from there: gives the answer, or null if there is more to do
     * @throws Failure TOO_MANY_REQUESTS, as the result, if too many of the organization are waiting, or for too long
     */
    public <T> Uni<T> answer(OrganizationId organization, Supplier<@Nullable T> ifShort, Supplier<@Nullable T> bit) {
        T answer = ifShort.get();
        return answer == null ? answer(organization, bit) : Uni.createFrom().item(answer);
    }

    /**
     * Answers in as many bits as it takes.
     *
     * @param bit gives the answer, or null if there is more to do
     * @throws Failure TOO_MANY_REQUESTS, as the result, if too many of the organization are waiting, or for too long
     */
    public <T> Uni<T> answer(OrganizationId organization, Supplier<@Nullable T> bit) {
        return inTurns(organization, bit);
    }

    /**
     * Reads the body of a request: a large one in a turn of the caller's organization.
     *
     * @throws Failure TOO_MANY_REQUESTS, as the result, if too many of the organization are waiting, or for too long
     */
    public <T> Uni<T> read(Caller caller, byte @Nullable [] body, Supplier<T> reading) {
        if (body == null || body.length < LARGE) {
            return Uni.createFrom().item(reading.get());
        }
        return inTurns(caller.whose(), reading);
    }

    private <T> Uni<T> inTurns(Record whose, Supplier<@Nullable T> bit) {
        return EventLoops.resumedHere(Uni.createFrom().emitter(emitter -> {
            var turn = new Turn<T>(bit, emitter, ticker);
            emitter.onTermination(turn::end);
            add(whose, turn);
        }));
    }

    private void add(Record whose, Turn<?> turn) {
        synchronized (this) {
            Deque<Turn<?>> own = waiting.computeIfAbsent(whose, id -> new ArrayDeque<>());
            if (own.size() == MOST_OF_ONE) {
                throw tooMany("too many long questions of the organization are waiting");
            }
            own.addLast(turn);
            if (running == mostAtOnce) {
                return;
            }
            running++;
        }
        executor.execute(this::takeTurns);
    }

    private void takeTurns() {
        for (Next next = next(); next != null; next = next()) {
            if (next.turn.take()) {
                continue;
            }
            synchronized (this) {
                waiting.computeIfAbsent(next.whose, id -> new ArrayDeque<>()).addFirst(next.turn);
            }
        }
    }

    /** The first turn of the organization that has waited longest, which then is the last to have another. */
    private synchronized @Nullable Next next() {
        Iterator<Map.Entry<Record, Deque<Turn<?>>>> all = waiting.entrySet().iterator();
        if (!all.hasNext()) {
            running--;
            return null;
        }
        Map.Entry<Record, Deque<Turn<?>>> first = all.next();
        all.remove();
        Turn<?> turn = first.getValue().removeFirst();
        if (!first.getValue().isEmpty()) {
            waiting.put(first.getKey(), first.getValue());
        }
        return new Next(first.getKey(), turn);
    }

    private static Failure tooMany(String message) {
        return new Failure(Failure.Kind.TOO_MANY_REQUESTS, message);
    }

    private record Next(Record whose, Turn<?> turn) {}

    /** One question, as far as it is answered. */
    private static final class Turn<T> {
        private final Supplier<@Nullable T> bit;
        private final UniEmitter<? super T> asker;
        private final Ticker ticker;
        private final long askedAt;
        private volatile boolean ended;

        Turn(Supplier<@Nullable T> bit, UniEmitter<? super T> asker, Ticker ticker) {
            this.bit = bit;
            this.asker = asker;
            this.ticker = ticker;
            this.askedAt = ticker.read();
        }

        /** Whoever asked is answered, or has gone. */
        void end() {
            ended = true;
        }

        /** Whether that was the last bit. */
        boolean take() {
            if (ended) {
                return true;
            }
            if (ticker.read() - askedAt > LONGEST.toNanos()) {
                asker.fail(tooMany("the question takes too long beside the others of the organization"));
                return true;
            }
            try {
                T answer = bit.get();
                if (answer == null) {
                    return false;
                }
                asker.complete(answer);
            } catch (Throwable failed) { // whatever it is, the others have their turns
                asker.fail(failed);
            }
            return true;
        }
    }
}
