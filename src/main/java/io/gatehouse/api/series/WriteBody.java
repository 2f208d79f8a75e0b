package io.gatehouse.api.series;

import io.gatehouse.api.LongQuestions;
import io.gatehouse.platform.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a write, as a client sends it to InfluxDB: line protocol, or its gzip (RFC 1952), as Telegraf does it if
 * nobody says otherwise.
 */
final class WriteBody {
    private static final int LONGEST = 10 * 1024 * 1024;
    private static final byte[] NOTHING = {};

    private final byte[] sent;
    private final boolean gzip;

    WriteBody(byte[] sent, boolean gzip) {
        this.sent = sent;
        this.gzip = gzip;
    }

    /**
     * Of a request with these values of {@code Content-Encoding}. InfluxDB takes other words for no compression at all,
     * or, as 1.x and 2.x do {@code x-gzip}, not for the same: what it read would not be what was checked.
     *
     * @throws Failure INVALID if it is neither gzip nor as it is
     */
    static WriteBody of(List<String> encodings, byte @Nullable [] body) {
        byte[] sent = body == null ? NOTHING : body;
        if (encodings.isEmpty() || encodings.equals(List.of("identity"))) {
            return new WriteBody(sent, false);
        }
        if (encodings.equals(List.of("gzip"))) {
            return new WriteBody(sent, true);
        }
        throw Failure.invalid("Content-Encoding must be `gzip` or `identity`");
    }

    /** Whether it is read in less than 1 ms: of a compressed one, nobody knows. */
    boolean isShort() {
        return !gzip && sent.length < LongQuestions.LARGE;
    }

    /**
     * The lines.
     *
     * @throws Failure INVALID, TOO_LARGE if it cannot be decompressed, or to more than 10 MiB
     */
    byte[] lines() {
        return gzip ? decompressed() : sent;
    }

    private byte[] decompressed() {
        if (sent.length == 0) {
            throw noGzip();
        }
        try (Members members = new Members(sent)) {
            byte[] lines = members.readNBytes(LONGEST + 1);
            if (lines.length > LONGEST) {
                throw new Failure(
                        Failure.Kind.TOO_LARGE,
                        "the body is longer than " + LONGEST + " bytes when it is decompressed");
            }
            if (!members.areAll()) {
                throw noGzip();
            }
            return lines;
        } catch (IOException malformed) {
            throw noGzip();
        }
    }

    private static Failure noGzip() {
        return Failure.invalid("Content-Encoding: the body is no gzip");
    }

    /** All members of the gzip, one after the other. */
    private static final class Members extends GZIPInputStream {
        private static final int TRAILER = 8;
        private static final int MOST_EMPTY = 100;

        private int empty;

        Members(byte[] gzip) throws IOException {
            super(new ByteArrayInputStream(gzip), gzip.length);
        }

        /** Java calls it again from within for the next member, if one is empty: thousands would exhaust the stack. */
        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (empty == MOST_EMPTY) {
                throw new ZipException("too many empty members");
            }
            empty++;
            try {
                return super.read(into, from, length);
            } finally {
                empty--;
            }
        }

        /**
         * Once they are read, whether nothing else follows. Java ends quietly where the next member cannot be read;
         * InfluxDB, which reads on, could find points that nobody checked.
         */
        boolean areAll() {
            return inf.getRemaining() == TRAILER;
        }
    }
}
