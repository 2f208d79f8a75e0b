package io.gatehouse.api.series;

import io.gatehouse.platform.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes apart the series that {@link LineProtocolReader} finds in one body.
 *
 * <p>The same names and values stand in a body over and over. Each becomes a text once, and is found again by its bytes:
 * so its hash is computed once, too.
 */
final class SeriesKeyParser {
    /** InfluxDB's own limit. */
    private static final int LONGEST = 65_535;

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
    private static final Map.Entry<String, String>[] NO_TAGS = new Map.Entry[0];

    private final byte[] body;
    private final SeriesKeys places;
    private final List<String> texts = new ArrayList<>();

    SeriesKeyParser(byte[] body) {
        this.body = body;
        this.places = new SeriesKeys(body);
    }

    /** @throws Failure INVALID, naming the line */
    SeriesKey parse(int start, int end, int line) {
        if (end - start > LONGEST) {
            throw LineProtocolReader.unreadable(line, "max key length exceeded");
        }
        requireUtf8(start, end, line);
        int at = find(start, end, ',');
        String measurement = measurement(start, at, line);
        List<Map.Entry<String, String>> tags = new ArrayList<>();
        while (at < end) {
            int equals = find(at + 1, end, '=');
            int next = find(equals + 1, end, ',');
            tags.add(Map.entry(text(at + 1, equals), text(equals + 1, next)));
            at = next;
        }
        try {
            return new SeriesKey(measurement, Map.ofEntries(tags.toArray(NO_TAGS)));
        } catch (IllegalArgumentException sameKeyTwice) {
            throw LineProtocolReader.unreadable(line, "duplicate tags");
        }
    }

    private String measurement(int start, int end, int line) {
        for (int i = start; i < end - 1; i++) {
            if (body[i] == '\\' && (body[i + 1] == '=' || body[i + 1] == '"')) {
                // The reference keeps the backslash, InfluxDB drops it when it stores the point.
                throw LineProtocolReader.unreadable(line, "a measurement cannot hold `\\=` or `\\\"`");
            }
        }
        return text(start, end);
    }

    private void requireUtf8(int start, int end, int line) {
        int i = start;
        while (i < end && body[i] >= 0) {
            i++;
        }
        if (i == end) {
            return;
        }
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body, i, end - i));
        } catch (CharacterCodingException malformed) {
            throw LineProtocolReader.unreadable(line, "no UTF-8");
        }
    }

    private int find(int from, int end, char delimiter) {
        for (int i = from; i < end; i++) {
            if (body[i] == delimiter && (i == from || body[i - 1] != '\\')) {
                return i;
            }
        }
        return end;
    }

    private String text(int start, int end) {
        int number = places.number(start, end);
        if (number == texts.size()) {
            texts.add(unescape(new String(body, start, end - start, StandardCharsets.UTF_8)));
        }
        return texts.get(number);
    }

    /** Of a measurement, too: that it could have an equal sign after a backslash has been ruled out. */
    private static String unescape(String text) {
        int backslash = text.indexOf('\\');
        if (backslash < 0) {
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
