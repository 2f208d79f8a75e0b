package io.gatehouse.api;

import com.github.benmanes.caffeine.cache.Ticker;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Turns;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers what takes many steps beside the event loops, bit by bit: the organizations take turns, so that a question of
 * one waits for a bit of each other at most, and short questions wait for none of it.
 */
@Singleton
public class LongQuestions {
    /** What takes more steps than this is not answered on an event loop: they take 0.1 to 0.5 ms. */
    public static final int LONG = 5_000;

    /** A body of so many bytes is not worked on on an event loop: that takes about 1 ms. */
    public static final int LARGE = 64 * 1024;

    private static final int MOST_OF_ONE = 64;

    /** How long it may take, with the waiting: the answer rests on the policy that there was when it was asked for. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** By organization; the questions of a user of the instance are by that user. */
    private final Turns turns;

    @Inject
    LongQuestions(Ticker ticker) {
        this(
                Infrastructure.getDefaultExecutor(),
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                ticker);
    }

    LongQuestions(Executor executor, int mostAtOnce, Ticker ticker) {
        turns = new Turns(
                executor,
                ticker,
                new Turns.Bounds(mostAtOnce, MOST_OF_ONE, LONGEST),
                "too many long questions of the organization are waiting");
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
        return turns.take(organization, bit);
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
        return turns.take(caller.whose(), reading);
    }
}
