package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/**
 * How many bytes the bodies under way have together: those that come in, and those that wait to be worked on. Nobody can
 * fill the heap with them, and no organization can take so many that nothing is left for the others.
 *
 * <p>Short bodies are most requests, and do not count where there is a credential.
 */
@Singleton
class BodyBudget {
    /** A body is in the heap up to four times: as it came, put together, and as its door reads it. */
    private static final int PART_OF_HEAP = 8;

    private static final long SHORT = 64 * 1024;

    /** A body whose length is not known before its end takes so much at a time. */
    private static final long STEP = 64 * 1024;

    /** All who have no credential, together. */
    static final Record ANYBODY = new Anybody();

    private final long most;
    private final Map<Record, Long> taken = new HashMap<>();
    private long takenByAll;

    private record Anybody() {}

    @Inject
    BodyBudget() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    BodyBudget(long most) {
        this.most = Math.max(most, RequestLimits.LONGEST_LINE_PROTOCOL);
    }

    /** For this request, until it is answered or its client has gone. */
    Share share(RoutingContext request) {
        Caller caller = Caller.ifAny(request);
        Share share = open(caller == null ? ANYBODY : caller.whose());
        request.addEndHandler(ended -> share.close());
        return share;
    }

    /** For a request of the organization, or of the user of the instance, or of anybody. */
    Share open(Record whose) {
        return new Share(whose);
    }

    private synchronized void take(Share share, long length) {
        if (share.closed || length <= share.bytes) {
            return;
        }
        long lacking = (length - share.bytes + STEP - 1) / STEP * STEP;
        long own = taken.getOrDefault(share.whose, 0L) + lacking;
        if (own > mostOf(share.whose)) {
            throw new Failure(Failure.Kind.TOO_MANY_REQUESTS, "too many long bodies of the organization are under way");
        }
        if (takenByAll + lacking > most) {
            throw Failure.unavailable("too many long bodies are under way");
        }
        taken.put(share.whose, own);
        takenByAll += lacking;
        share.bytes += lacking;
    }

    /** The smallest heap has room for one longest body; neither an organization nor {@link #ANYBODY} can take all. */
    private long mostOf(Record whose) {
        return whose.equals(ANYBODY) ? most / 4 : Math.max(most / 2, RequestLimits.LONGEST_LINE_PROTOCOL);
    }

    private synchronized void giveBack(Share share) {
        if (share.closed) {
            return;
        }
        share.closed = true;
        long left = taken.getOrDefault(share.whose, 0L) - share.bytes;
        if (left == 0) {
            taken.remove(share.whose);
        } else {
            taken.put(share.whose, left);
        }
        takenByAll -= share.bytes;
    }

    /** What one request has of it. */
    final class Share {
        private final Record whose;
        private long bytes;
        private boolean closed;

        private Share(Record whose) {
            this.whose = whose;
        }

        /**
         * Takes what a body of this length lacks.
         *
         * @throws Failure TOO_MANY_REQUESTS, UNAVAILABLE if that is more than is left for whose it is, or for all
         */
        void cover(long length) {
            if (length >= SHORT || whose.equals(ANYBODY)) {
                take(this, length);
            }
        }

        /** Gives everything back: once, however often the end of the request is told. */
        void close() {
            giveBack(this);
        }
    }
}
