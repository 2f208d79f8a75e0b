package io.gatehouse.snapshot;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The wall clock of all tests, which a test can set. */
@Mock
@Singleton
class MovableClock extends Clock {
    private volatile Duration offset = Duration.ZERO;

    void set(Duration toRealTime) {
        offset = toRealTime;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), offset);
    }
}
