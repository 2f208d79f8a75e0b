package io.gatehouse.snapshot;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Notices that the machine was suspended. Not every system's monotonic clock goes on then, and by it all that is held
 * would be as fresh afterwards as before. The wall clock does go on; where it is set forward, that looks the same.
 */
@Singleton
class Suspensions {
    private final Ticker ticker;
    private final Clock clock;
    private final long maxStaleness;
    private long ticked;
    private long shown;

    Suspensions(Ticker ticker, Clock clock, SnapshotConfig config) {
        this.ticker = ticker;
        this.clock = clock;
        this.maxStaleness = config.maxStaleness().toMillis();
        this.ticked = ticker.read();
        this.shown = clock.millis();
    }

    /** Whether, since the last such question, there was one of {@code max-staleness} or longer. */
    synchronized boolean passed() {
        long ticks = ticker.read();
        long shows = clock.millis();
        long uncounted = shows - shown - TimeUnit.NANOSECONDS.toMillis(ticks - ticked);
        ticked = ticks;
        shown = shows;
        return uncounted >= maxStaleness;
    }
}
