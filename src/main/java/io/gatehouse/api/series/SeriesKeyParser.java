package io.gatehouse.api.series;

import io.gatehouse.platform.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes apart the series that {@link LineProtocolReader} finds in one body.
 *
 * <p>The keys of the tags stand in the same places line after line, and often their values do: a part with the same
 * bytes as the line before has there is the same text, whose hash is known.
 */
final class SeriesKeyParser {
    /** InfluxDB's own limit. */
    private static final int LONGEST = 65_535;

    private final byte[] body;
    private final LineProtocolReader reader;
    private String[] texts = {};
    private int[] starts = {};
    private int[] ends = {};
    private int partsBefore;

    SeriesKeyParser(byte[] body, LineProtocolReader reader) {
        this.body = body;
        this.reader = reader;
    }

    /**
     * The series of the point at which the reader is.
     *
     * @throws Failure INVALID, naming the line
     */
    SeriesKey parse() {
        if (reader.keyEnd() - reader.keyStart() > LONGEST) {
            throw unreadable("max key length exceeded");
        }
        if (!reader.plain()) {
            requireUtf8();
        }
        if (reader.escaped()) {
            requireSameMeasurement();
        }
        int parts = reader.parts();
        boolean sameKeys = readTexts(parts);
        Map<String, String> tags = parts > 2 * FewTags.MOST ? manyTags(parts) : fewTags(parts, sameKeys);
        partsBefore = parts;
        return new SeriesKey(texts[0], tags);
    }

    /** Whether the tags have the keys that those of the line before have. */
    private boolean readTexts(int parts) {
        boolean same = parts == partsBefore;
        partsBefore = 0;
        if (parts > texts.length) {
            texts = Arrays.copyOf(texts, parts);
            starts = Arrays.copyOf(starts, parts);
            ends = Arrays.copyOf(ends, parts);
        }
        for (int part = 0; part < parts; part++) {
            boolean key = (part & 1) == 1;
            same &= !readText(part) || !key;
        }
        return same;
    }

    private Map<String, String> fewTags(int parts, boolean sameKeys) {
        FewTags tags = new FewTags(Arrays.copyOfRange(texts, 1, parts));
        if (!sameKeys && tags.anyTwice()) {
            throw duplicate();
        }
        return tags;
    }

    /** In a map that stays fast where all keys have the same hash, which whoever writes them can see to. */
    private Map<String, String> manyTags(int parts) {
        Map<String, String> tags = new HashMap<>(parts);
        for (int part = 1; part < parts; part += 2) {
            if (tags.put(texts[part], texts[part + 1]) != null) {
                throw duplicate();
            }
        }
        return tags;
    }

    private Failure duplicate() {
        return unreadable("duplicate tags");
    }

    /** Whether it is another text than in the line before. */
    private boolean readText(int part) {
        int start = reader.start(part);
        int end = reader.end(part);
        if (Arrays.equals(body, starts[part], ends[part], body, start, end)) {
            return false;
        }
        Charset charset = reader.plain() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        String text = new String(body, start, end - start, charset);
        texts[part] = reader.escaped() ? unescape(text) : text;
        starts[part] = start;
        ends[part] = end;
        return true;
    }

    private void requireUtf8() {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body, reader.keyStart(), reader.keyEnd() - reader.keyStart()));
        } catch (CharacterCodingException malformed) {
            throw unreadable("no UTF-8");
        }
    }

    /** The reference keeps the backslash of {@code \=} and {@code \"}, InfluxDB drops it when it stores the point. */
    private void requireSameMeasurement() {
        for (int i = reader.start(0); i < reader.end(0) - 1; i++) {
            if (body[i] == '\\' && (body[i + 1] == '=' || body[i + 1] == '"')) {
                throw unreadable("a measurement cannot hold `\\=` or `\\\"`");
            }
        }
    }

    private Failure unreadable(String reason) {
        return LineProtocolReader.unreadable(reader.line(), reason);
    }

    /** Of a measurement, too: that it could have an equal sign after a backslash has been ruled out. */
    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean escape = text.charAt(i) == '\\' && i + 1 < text.length() && ",= ".indexOf(text.charAt(i + 1)) >= 0;
            plain.append(text.charAt(escape ? ++i : i));
        }
        return plain.toString();
    }
}
