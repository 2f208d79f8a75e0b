package io.gatehouse.snapshot;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The monotonic clock of all tests, of which a test can let time pass. */
@Mock
@Singleton
class MovableTicker implements Ticker {
    private final AtomicLong passed = new AtomicLong();

    @Override
    public long read() {
        return System.nanoTime() + passed.get();
    }

    void pass(Duration time) {
        passed.addAndGet(time.toNanos());
    }
}
