package io.gatehouse.api.series;

import io.gatehouse.platform.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A series as a line writes it, taken apart and without its escapes. */
record SeriesKey(String measurement, Map<String, String> tags) {
    /** InfluxDB's own limit. */
    private static final int LONGEST = 65_535;

    private static final String IN_MEASUREMENTS = ", ";
    private static final String IN_TAGS = ",= ";

    /**
     * Takes apart what {@link LineProtocolReader} has found to be a series.
     *
     * @throws Failure INVALID, naming the line
     */
    static SeriesKey parse(byte[] body, int start, int end, int line) {
        if (end - start > LONGEST) {
            throw LineProtocolReader.unreadable(line, "max key length exceeded");
        }
        String text = decode(body, start, end, line);
        int at = find(text, 0, ',');
        String measurement = text.substring(0, at);
        if (measurement.contains("\\=") || measurement.contains("\\\"")) {
            // The reference keeps the backslash, InfluxDB drops it when it stores the point.
            throw LineProtocolReader.unreadable(line, "a measurement cannot hold `\\=` or `\\\"`");
        }
        Map<String, String> tags = new HashMap<>();
        while (at < text.length()) {
            int equals = find(text, at + 1, '=');
            int next = find(text, equals + 1, ',');
            String key = unescape(text.substring(at + 1, equals), IN_TAGS);
            if (tags.put(key, unescape(text.substring(equals + 1, next), IN_TAGS)) != null) {
                throw LineProtocolReader.unreadable(line, "duplicate tags");
            }
            at = next;
        }
        return new SeriesKey(unescape(measurement, IN_MEASUREMENTS), tags);
    }

    private static String decode(byte[] body, int start, int end, int line) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            return decoder.decode(ByteBuffer.wrap(body, start, end - start)).toString();
        } catch (CharacterCodingException malformed) {
            throw LineProtocolReader.unreadable(line, "no UTF-8");
        }
    }

    private static int find(String text, int from, char delimiter) {
        int at = text.indexOf(delimiter, from);
        while (at > from && text.charAt(at - 1) == '\\') {
            at = text.indexOf(delimiter, at + 1);
        }
        return at < 0 ? text.length() : at;
    }

    private static String unescape(String text, String escaped) {
        int backslash = text.indexOf('\\');
        if (backslash < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean escape =
                    text.charAt(i) == '\\' && i + 1 < text.length() && escaped.indexOf(text.charAt(i + 1)) >= 0;
            plain.append(text.charAt(escape ? ++i : i));
        }
        return plain.toString();
    }
}
