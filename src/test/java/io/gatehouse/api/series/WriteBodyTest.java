package io.gatehouse.api.series;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.platform.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class WriteBodyTest {
    private static final byte[] NOTHING = {};
    private static final int MOST = 10 * 1024 * 1024;

    @Test
    void linesAreThoseThatWereCompressed() throws IOException {
        for (int length : new int[] {0, 1, 500, 70_000, MOST}) {
            byte[] lines = new byte[length];
            Arrays.fill(lines, (byte) '\n');

            assertThat(lines(gzip(lines))).isEqualTo(lines);
        }
        assertThat(new WriteBody(gzip(NOTHING), false).lines()).isEqualTo(gzip(NOTHING));
    }

    @Test
    void allMembersAreRead() throws IOException {
        byte[] members = joined(gzip("cpu v=1\n".getBytes(UTF_8)), gzip("mem v=1".getBytes(UTF_8)));

        assertThat(lines(members)).asString(UTF_8).isEqualTo("cpu v=1\nmem v=1");
        assertThat(lines(joined(gzip(NOTHING), gzip("mem v=1".getBytes(UTF_8)))))
                .asString(UTF_8)
                .isEqualTo("mem v=1");
    }

    @Test
    void whatInfluxDbCouldReadDifferentlyIsRefused() throws IOException {
        byte[] gzip = gzip("cpu v=1\n".getBytes(UTF_8));
        byte[] next = gzip("mem v=1\n".getBytes(UTF_8));
        next[2]++; // another method of compression
        for (byte[] other : new byte[][] {{0}, "mem v=1".getBytes(UTF_8), new byte[100], {31, (byte) 139}, next}) {
            expectNoGzip(joined(gzip, other));
        }
    }

    @Test
    void whatIsNoGzipIsRefused() throws IOException {
        byte[] gzip = gzip("cpu v=1\n".getBytes(UTF_8));
        for (int length = 0; length < gzip.length; length++) {
            expectNoGzip(Arrays.copyOf(gzip, length));
        }
        expectNoGzip("cpu v=1".getBytes(UTF_8));
        gzip[gzip.length - 5]++; // the checksum
        expectNoGzip(gzip);
    }

    @Test
    void membersAreReadHoweverManyAndEmptyOnesAreRefusedIfManyFollowEachOther() throws IOException {
        byte[] line = gzip("cpu v=1\n".getBytes(UTF_8));
        byte[] someEmpty = repeated(gzip(NOTHING), 50);

        assertThat(lines(repeated(line, 10_000))).hasSize(80_000);
        assertThat(lines(repeated(joined(line, someEmpty), 3))).asString(UTF_8).isEqualTo("cpu v=1\n".repeat(3));
        expectNoGzip(joined(repeated(gzip(NOTHING), 100_000), line));
    }

    @Test
    void moreLinesThanMayBeAreRefused() throws IOException {
        byte[] bomb = gzip(new byte[100 * MOST]);

        assertThat(bomb.length).isLessThan(MOST / 5);
        assertThatThrownBy(() -> lines(bomb))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.TOO_LARGE))
                .hasMessageContaining("10485760 bytes when it is decompressed");
        assertThatThrownBy(() -> lines(gzip(new byte[MOST + 1]))).hasMessageContaining("decompressed");
    }

    private static void expectNoGzip(byte[] sent) {
        assertThatThrownBy(() -> lines(sent)).hasMessage("Content-Encoding: the body is no gzip");
    }

    private static byte[] lines(byte[] gzip) {
        return new WriteBody(gzip, true).lines();
    }

    static byte[] gzip(byte[] content) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        }
        return compressed.toByteArray();
    }

    private static byte[] repeated(byte[] member, int times) {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(member);
        }
        return all.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
