package io.gatehouse.snapshot;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The monotonic clock by which staleness is measured, so that tests can give another one. */
final class Tickers {
    private Tickers() {}

    @Produces
    @Singleton
    static Ticker system() {
        return Ticker.systemTicker();
    }
}
