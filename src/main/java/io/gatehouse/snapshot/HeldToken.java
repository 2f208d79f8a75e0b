package io.gatehouse.snapshot;

import io.gatehouse.decision.Token;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token as it was looked up, at one version of its organization's policy.
 *
 * <p>Who decides with it on a snapshot of that organization asks once more {@link #isCurrent} after taking the snapshot:
 * the token then is no older than that.
 */
public final class HeldToken {
    private static final long NEVER = Long.MIN_VALUE;

    private final Token token;
    private final Followed home;
    private final long version;
    private final AtomicLong notedAt = new AtomicLong(NEVER);

    HeldToken(Token token, Followed home, long version) {
        this.token = token;
        this.home = home;
        this.version = version;
    }

    public Token token() {
        return token;
    }

    Followed home() {
        return home;
    }

    /** Whether nothing that is known of its organization has changed it since. */
    public boolean isCurrent() {
        return home.holds(token, version);
    }

    /** Whether its use is to be noted: the first time, and then once every so many nanoseconds. */
    boolean claimUse(long now, long interval) {
        long last = notedAt.get();
        return (last == NEVER || now - last >= interval) && notedAt.compareAndSet(last, now);
    }
}
