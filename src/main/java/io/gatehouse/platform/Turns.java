package io.gatehouse.platform;

import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
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
 * Does work beside the event loops, bit by bit: those whose it is take turns, so that the work of one waits for a bit of
 * each other at most.
 */
public final class Turns {
    private final Executor executor;
    private final Ticker ticker;
    private final Bounds bounds;
    private final String refusal;

    /** The waiting work of each tenant; the tenant whose turn is next comes first. */
    private final Map<Record, Deque<Turn<?>>> waiting = new LinkedHashMap<>();

    private int running;

    /**
     * How much there may be.
     *
     * @param atOnce how much is done at the same time
     * @param waiting how much of one may wait
     * @param longest how long it may take, with the waiting
     */
    public record Bounds(int atOnce, int waiting, Duration longest) {}

    /** @param refusal the message for whoever asks for more than is allowed */
    public Turns(Executor executor, Ticker ticker, Bounds bounds, String refusal) {
        this.executor = executor;
        this.ticker = ticker;
        this.bounds = bounds;
        this.refusal = refusal;
    }

    /**
     * Does some work in as many bits as it takes; the result comes back to the request that asks.
     *
     * @param bit gives the result, or null if there is more to do
     * @throws Failure TOO_MANY_REQUESTS, as the result, if too much of the same is waiting, or for too long
     */
    public <T> Uni<T> take(Record whose, Supplier<@Nullable T> bit) {
        return EventLoops.resumedHere(Uni.createFrom().emitter(emitter -> {
            var turn = new Turn<T>(bit, emitter, ticker.read());
            emitter.onTermination(() -> end(whose, turn));
            add(whose, turn);
        }));
    }

    private void add(Record whose, Turn<?> turn) {
        synchronized (this) {
            Deque<Turn<?>> own = waiting.computeIfAbsent(whose, id -> new ArrayDeque<>());
            // It may be beyond its bound: what is not done after its turn comes back, whoever has come meanwhile.
            if (own.size() >= bounds.waiting) {
                throw tooMany();
            }
            own.addLast(turn);
            if (running == bounds.atOnce) {
                return;
            }
            running++;
        }
        executor.execute(this::takeTurns);
    }

    private void takeTurns() {
        for (Next next = next(); next != null; next = next()) {
            if (next.turn.take(this)) {
                continue;
            }
            synchronized (this) {
                if (!next.turn.ended) {
                    waiting.computeIfAbsent(next.whose, id -> new ArrayDeque<>())
                            .addFirst(next.turn);
                }
            }
        }
    }

    /** Whoever asked is answered, or has gone: nothing of it is kept, which may be a long body. */
    private synchronized void end(Record whose, Turn<?> turn) {
        turn.ended = true;
        Deque<Turn<?>> own = waiting.get(whose);
        if (own != null && own.remove(turn) && own.isEmpty()) {
            waiting.remove(whose);
        }
    }

    /** The first turn of whoever has waited longest, who then is the last to have another. */
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

    private Failure tooMany() {
        return new Failure(Failure.Kind.TOO_MANY_REQUESTS, refusal);
    }

    private record Next(Record whose, Turn<?> turn) {}

    /** One piece of work, as far as it is done. */
    private static final class Turn<T> {
        private final Supplier<@Nullable T> bit;
        private final UniEmitter<? super T> asker;
        private final long askedAt;
        private volatile boolean ended;

        Turn(Supplier<@Nullable T> bit, UniEmitter<? super T> asker, long askedAt) {
            this.bit = bit;
            this.asker = asker;
            this.askedAt = askedAt;
        }

        /** Whether that was the last bit. */
        boolean take(Turns turns) {
            if (ended) {
                return true;
            }
            if (turns.ticker.read() - askedAt > turns.bounds.longest.toNanos()) {
                asker.fail(turns.tooMany());
                return true;
            }
            try {
                T result = bit.get();
                if (result == null) {
                    return false;
                }
                asker.complete(result);
            } catch (Throwable failed) { // whatever it is, the others have their turns
                asker.fail(failed);
            }
            return true;
        }
    }
}
