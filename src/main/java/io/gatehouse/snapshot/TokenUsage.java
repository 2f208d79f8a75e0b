package io.gatehouse.snapshot;

import com.github.benmanes.caffeine.cache.Ticker;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import io.gatehouse.platform.EventLoops;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When tokens were last used: noted here at most once a minute each, and written later, many at a time. */
@Singleton
class TokenUsage {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int MOST_WAITING = 100_000;
    private static final int MOST_AT_ONCE = 5000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final UsageStore store;
    private final Ticker ticker;
    private final Clock clock;
    private final Map<TokenId, Use> waiting = new ConcurrentHashMap<>();
    private final OneAtATime writes = new OneAtATime(this::write);
    private volatile boolean writing;

    TokenUsage(UsageStore store, Ticker ticker, Clock clock) {
        this.store = store;
        this.ticker = ticker;
        this.clock = clock;
    }

    /** Notes that the token was presented; one that does not hold is not used by that. */
    void note(HeldToken held) {
        held.home().use();
        if (held.claimUse(ticker.read(), INTERVAL.toNanos()) && waiting.size() < MOST_WAITING) {
            Token token = held.token();
            Instant now = clock.instant();
            if (token.isValid(now)) {
                waiting.put(token.id(), new Use(token.organization(), token.id(), now));
            }
        }
    }

    /**
     * Writes what was noted so far, unless that is being done: else a database that is silent would be sent the same over
     * and over, on all connections. What cannot be written is tried again with the next.
     */
    Uni<Void> flush() {
        return writing ? Uni.createFrom().voidItem() : writes.run();
    }

    /** Writes all that was noted, after what is being written; done when nothing waits any more. */
    Uni<Void> flushAll() {
        return waiting.isEmpty() ? Uni.createFrom().voidItem() : writes.run().chain(this::flushAll);
    }

    private Uni<Void> write() {
        List<Use> part = waiting.values().stream().limit(MOST_AT_ONCE).toList();
        if (part.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        writing = true;
        return store.write(part)
                .ifNoItem()
                .after(LIMIT)
                .on(EventLoops.timers())
                .fail()
                .invoke(() -> part.forEach(use -> waiting.remove(use.token(), use)))
                .onTermination()
                .invoke(() -> writing = false);
    }

    /** One use of a token. */
    record Use(OrganizationId organization, TokenId token, Instant at) {}
}
